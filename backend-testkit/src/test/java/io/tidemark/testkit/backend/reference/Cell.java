package io.tidemark.testkit.backend.reference;

import io.tidemark.spi.StateSchema;
import java.nio.ByteBuffer;

/**
 * What is kept at a place. Never changes.
 *
 * @param schema the schema that the value was written with
 * @param stamp from when the time to live counts; 0 where there is none, and for lists
 * @param value the value as the portable format has it
 */
public record Cell(StateSchema schema, long stamp, ByteBuffer value) {}
