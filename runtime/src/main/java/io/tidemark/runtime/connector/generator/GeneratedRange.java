package io.tidemark.runtime.connector.generator;

import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.Serializers;

/**
 * A span of numbers, and how far records were made of it.
 *
 * @param next the first number of which no record was made
 * @param end the first number behind the span
 */
public record GeneratedRange(long next, long end) {

  static final Serializer<GeneratedRange> SERIALIZER = Serializers.records(GeneratedRange.class);
}
