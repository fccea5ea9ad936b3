/**
 * Snapshot storage on the file systems that Hadoop serves, {@code hdfs:} first of all: a blob is a
 * file of its name under the root, and nothing else is there but folders and, while they are
 * written or after a crash, hidden files.
 *
 * <p>The entry type is {@link io.tidemark.fs.hadoop.HadoopStorageFactory}, which {@link
 * java.util.ServiceLoader} finds; nobody else calls anything here. It and {@link
 * io.tidemark.fs.hadoop.HadoopOptions} load without Hadoop on the class path, all other classes
 * only with it. Storages may be called from any number of threads and processes; a writer or a
 * reader belongs to one thread at a time.
 */
@NullMarked
package io.tidemark.fs.hadoop;

import org.jspecify.annotations.NullMarked;
