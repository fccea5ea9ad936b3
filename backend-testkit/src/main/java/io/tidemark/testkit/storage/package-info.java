/**
 * The contract of snapshot storages as tests.
 *
 * <p>The entry types are {@link io.tidemark.testkit.storage.SnapshotStorageKit} and, where blobs
 * are local files, {@link io.tidemark.testkit.storage.LocalStorageKit}, which a storage's module
 * extends. JUnit runs a kit on one thread; its tests start threads of their own and end them.
 */
@NullMarked
package io.tidemark.testkit.storage;

import org.jspecify.annotations.NullMarked;
