/**
 * What tests of state backends and storages share: the contract kits are in the packages below.
 *
 * <p>The entry types are {@link io.tidemark.testkit.InMemoryBlobs} and {@link
 * io.tidemark.testkit.LocalFileBlobs}: a sink and the matching source, standing in for an engine.
 * Both may be used by any number of threads; their writers and readers belong to one thread at a
 * time. {@link io.tidemark.testkit.ChildJvm} starts what dies with its process. For tests only, of
 * this project and of others.
 */
@NullMarked
package io.tidemark.testkit;

import org.jspecify.annotations.NullMarked;
