/**
 * A source and a sink in the process, for the tests of jobs.
 *
 * <p>Entry types are {@link io.tidemark.runtime.connector.memory.InMemorySource}, to which a test
 * adds records while the job runs, and {@link io.tidemark.runtime.connector.memory.InMemorySink},
 * which shows what was committed. Both may be called from any thread; they outlive restarts of the
 * job, as a broker or a database would.
 */
@NullMarked
package io.tidemark.runtime.connector.memory;

import org.jspecify.annotations.NullMarked;
