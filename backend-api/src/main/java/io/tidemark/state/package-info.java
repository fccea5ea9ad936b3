/**
 * What an operator calls: typed state of the current key, descriptors that name it, operator state,
 * timers.
 *
 * <p>Entry types are {@link io.tidemark.state.StateDescriptor} and the state interfaces. Job
 * authors call this package; state backends implement its interfaces. State is used by one thread
 * at a time, the one that owns the keyed store; a state object always speaks of the key (and
 * namespace) that is current at the time of the call.
 *
 * <p>Values that a state hands out must not be changed except through its own update methods.
 */
@NullMarked
package io.tidemark.state;

import org.jspecify.annotations.NullMarked;
