/**
 * What storages have in common that keep a blob as a file of its name: unfinished files, which are
 * hidden by their names, and lists in the order of names out of folders in any order.
 *
 * <p>The entry types are {@link io.tidemark.fs.tree.BlobWalk} and {@link
 * io.tidemark.fs.tree.UnfinishedNames}; the storages of this module call them, each with a {@link
 * io.tidemark.fs.tree.FolderReader} of its own. A walk belongs to one thread; names may be made by
 * any.
 */
@NullMarked
package io.tidemark.fs.tree;

import org.jspecify.annotations.NullMarked;
