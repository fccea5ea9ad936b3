/**
 * The contract kit of state backends: what {@code io.tidemark.spi} obliges a {@link
 * io.tidemark.spi.StateBackend} to, as tests.
 *
 * <p>The entry type is {@link io.tidemark.testkit.backend.StateBackendKit}, which a backend's
 * module extends by one class. {@link io.tidemark.testkit.backend.CheckingStateBackend} may wrap
 * any backend in any test, to find who changes values that belong to a state. For tests only. The
 * kit drives a store on the test's thread and writes captures on another.
 */
@NullMarked
package io.tidemark.testkit.backend;

import org.jspecify.annotations.NullMarked;
