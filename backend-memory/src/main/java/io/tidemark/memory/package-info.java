/**
 * The {@code memory} state backend: keyed state on the heap, in paged hash tables that a snapshot
 * pins instead of copying.
 *
 * <p>The entry type is {@link io.tidemark.memory.MemoryStateBackendFactory}, found by {@link
 * java.util.ServiceLoader}; nobody else is called from outside. From the outside in: {@code
 * MemoryKeyedStore} has a {@code StateTable} for each state, a table has a {@code PageDirectory}
 * for each key group, a directory has {@code Page}s. {@code MemoryCapture} holds the directories as
 * they were.
 *
 * <p>A store, its states and tables belong to one thread at a time. Whatever a capture holds is
 * read by any thread and changed by none: {@code Versions} decides which is which.
 */
@NullMarked
package io.tidemark.memory;

import org.jspecify.annotations.NullMarked;
