/**
 * Channels between subtasks: bounded, ordered, inside one process, with barriers that may overtake
 * records.
 *
 * <p>A {@link io.tidemark.runtime.channel.Channel} has one producer and one consumer, each a
 * subtask's thread. Entry types are {@link io.tidemark.runtime.channel.ChannelOutput} on the
 * producer's side and {@link io.tidemark.runtime.channel.InputGate} on the consumer's; both belong
 * to their subtask's thread. Only channels and wakers are shared.
 */
@NullMarked
package io.tidemark.runtime.channel;

import org.jspecify.annotations.NullMarked;
