/**
 * Text files as a source, and part files that appear atomically as a sink.
 *
 * <p>Entry types are {@link io.tidemark.runtime.connector.file.TextFileSource} and {@link
 * io.tidemark.runtime.connector.file.TextFileSink}. Job authors make them; what they make belongs
 * to its subtask's thread.
 */
@NullMarked
package io.tidemark.runtime.connector.file;

import org.jspecify.annotations.NullMarked;
