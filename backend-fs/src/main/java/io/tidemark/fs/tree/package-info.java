/**
 * What storages have in common that keep a blob as a file of its name: unfinished files, which are
 * hidden by their names and become blobs in the end, and lists in the order of names out of folders
 * in any order.
 *
 * <p>The entry types are {@link io.tidemark.fs.tree.BlobWalk}, {@link
 * io.tidemark.fs.tree.TreeBlobWriter} and {@link io.tidemark.fs.tree.UnfinishedNames}; the storages
 * of this module call them, each with a {@link io.tidemark.fs.tree.FolderReader} and {@link
 * io.tidemark.fs.tree.UnfinishedBlob}s of its own. A walk or a writer belongs to one thread at a
 * time; names may be made by any.
 */
@NullMarked
package io.tidemark.fs.tree;

import org.jspecify.annotations.NullMarked;
