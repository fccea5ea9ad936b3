/**
 * Operator state: what belongs to a subtask and to no key. It is kept on the heap whatever the
 * state backend, and written in the portable format (docs/FORMAT.md).
 *
 * <p>Engines open an {@link io.tidemark.snapshot.operator.OperatorStateStore} for each subtask,
 * hand it to the operator as {@link io.tidemark.state.OperatorStates}, and capture it with every
 * snapshot. A store belongs to its subtask's thread; what a capture gives may be written on any
 * other.
 */
@NullMarked
package io.tidemark.snapshot.operator;

import org.jspecify.annotations.NullMarked;
