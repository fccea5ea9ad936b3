package io.tidemark.flink.type;

import io.tidemark.serialization.InvalidValueException;
import io.tidemark.serialization.MalformedBytesException;
import io.tidemark.serialization.ReadBuffer;
import io.tidemark.serialization.WriteBuffer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/**
 * One thread's duplicate of a serializer, with the views through which it reads and writes. A
 * serializer that failed may keep half a value to itself, so another duplicate takes its place.
 */
final class Codec<T> {

  private final TypeSerializer<T> original;
  private TypeSerializer<T> serializer;
  private final BufferOutput output = new BufferOutput();
  private final BufferInput input = new BufferInput();

  /**
   * Makes a codec.
   *
   * @param original what nobody else uses
   */
  Codec(TypeSerializer<T> original) {
    this.original = original;
    serializer = original.duplicate();
  }

  void write(T value, WriteBuffer out) {
    output.into(out);
    boolean complete = false;
    try {
      serializer.serialize(value, output);
      complete = true;
    } catch (IOException e) {
      throw new InvalidValueException(serializer + " cannot write a value: " + e.getMessage(), e);
    } finally {
      replaceUnless(complete);
    }
  }

  T read(ReadBuffer in) {
    input.from(in);
    boolean complete = false;
    try {
      T value = serializer.deserialize(input);
      complete = true;
      return value;
    } catch (IOException e) {
      throw new MalformedBytesException(
          serializer + " cannot read what should be its bytes: " + e.getMessage(), e);
    } finally {
      replaceUnless(complete);
    }
  }

  T copy(T value) {
    return serializer.copy(value);
  }

  private void replaceUnless(boolean complete) {
    if (!complete) {
      serializer = original.duplicate();
    }
  }
}
