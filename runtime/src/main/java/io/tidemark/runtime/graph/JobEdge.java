package io.tidemark.runtime.graph;

import io.tidemark.runtime.channel.Partitioning;
import io.tidemark.runtime.function.OutputTag;
import io.tidemark.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * From where, and by which rule, records come to an operator.
 *
 * @param from the name of the operator that emits them
 * @param tag which of its side outputs; null for the main one
 * @param input to which input of the receiving operator: 0, or 1 for the second of two
 * @param partitioning how they are dealt out
 * @param type how they are serialized when they become part of a snapshot
 */
public record JobEdge(
    String from,
    @Nullable OutputTag<?> tag,
    int input,
    Partitioning partitioning,
    Serializer<?> type) {}
