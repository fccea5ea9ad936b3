/**
 * Where the URIs of arguments lead: to a root with snapshots, to one of them, or to where one is to
 * be written; and the storages opened on the way.
 *
 * <p>The entry types are {@link io.tidemark.cli.place.StorageArguments}, in which a command works,
 * and {@link io.tidemark.cli.place.SnapshotPlace}. Used by a command's thread.
 */
@NullMarked
package io.tidemark.cli.place;

import org.jspecify.annotations.NullMarked;
