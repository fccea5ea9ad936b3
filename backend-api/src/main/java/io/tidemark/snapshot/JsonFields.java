package io.tidemark.snapshot;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tidemark.serialization.MalformedBytesException;
import io.tidemark.spi.SnapshotCorruptException;
import io.tidemark.spi.SnapshotVersionException;
import io.tidemark.spi.StorageException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON that has to be exactly as its format says: anything else is a {@link
 * SnapshotCorruptException} that names the place. Belongs to one thread.
 */
final class JsonFields {

  private final JsonParser in;
  private final String blob;

  /**
   * Makes a reader.
   *
   * @param blob what errors call the bytes
   */
  JsonFields(JsonParser in, String blob) {
    this.in = in;
    this.blob = blob;
  }

  /** The parser, for a part that has a format of its own. */
  JsonParser parser() {
    return in;
  }

  /** What errors call the bytes. */
  String blob() {
    return blob;
  }

  /** Reads the value of the field {@code name}, whatever it is. */
  @FunctionalInterface
  interface Field {
    void read(String name);
  }

  /**
   * Reads the object that the parser stands on. Each field may stand there once, in any order.
   *
   * @param required the names that must be there
   */
  void object(Set<String> required, Field field) {
    require(in.currentToken() == JsonToken.START_OBJECT, "an object should be here");
    Set<String> seen = new HashSet<>();
    while (next() != JsonToken.END_OBJECT) {
      String name = name();
      require(seen.add(name), "the field '" + name + "' stands here twice");
      next();
      field.read(name);
    }
    for (String name : required) {
      require(seen.contains(name), "the field '" + name + "' is missing");
    }
  }

  /** Reads the array that the parser stands on; {@code element} reads one that it stands on. */
  <T> List<T> array(Supplier<T> element) {
    require(in.currentToken() == JsonToken.START_ARRAY, "an array should be here");
    List<T> elements = new ArrayList<>();
    while (next() != JsonToken.END_ARRAY) {
      elements.add(element.get());
    }
    return elements;
  }

  String text() {
    require(in.currentToken() == JsonToken.VALUE_STRING, "a string should be here");
    try {
      return in.getText();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  byte[] bytes() {
    require(in.currentToken() == JsonToken.VALUE_STRING, "bytes in Base64 should be here");
    try {
      return in.getBinaryValue();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  boolean flag() {
    require(
        in.currentToken() == JsonToken.VALUE_TRUE || in.currentToken() == JsonToken.VALUE_FALSE,
        "true or false should be here");
    return in.currentToken() == JsonToken.VALUE_TRUE;
  }

  /** A whole number from 0 to {@code max}. */
  long number(long max) {
    require(in.currentToken() == JsonToken.VALUE_NUMBER_INT, "a whole number should be here");
    long value;
    try {
      value = in.getLongValue();
    } catch (IOException e) {
      throw failure(e);
    }
    require(value >= 0 && value <= max, "a number from 0 to " + max + " should be here");
    return value;
  }

  int integer() {
    return (int) number(Integer.MAX_VALUE);
  }

  /** A CRC-32C as eight hexadecimal digits. */
  int checksum() {
    String text = text();
    require(text.length() == 8, "a checksum of eight digits should be here");
    try {
      return Integer.parseUnsignedInt(text, 16);
    } catch (NumberFormatException e) {
      throw corrupt("a checksum in hexadecimal digits should be here", e);
    }
  }

  /** Makes what the fields that were read describe, unless they contradict each other. */
  <T> T make(Supplier<T> maker) {
    try {
      return maker.get();
    } catch (IllegalArgumentException | MalformedBytesException e) {
      throw corrupt(e.getMessage(), e);
    }
  }

  /** Reads the version that every object of a format of its own begins with. */
  int version(String format, int newest) {
    int version = integer();
    if (version > newest) {
      throw new SnapshotVersionException(
          "'"
              + blob
              + "' is in version "
              + version
              + " of "
              + format
              + ", and this release reads versions up to "
              + newest
              + ": use a newer release");
    }
    require(version > 0, "a version should be here");
    return version;
  }

  SnapshotCorruptException unknown(String field) {
    return corrupt("there is no field '" + field + "' in this version", null);
  }

  void require(boolean fits, String fault) {
    if (!fits) {
      throw corrupt(fault, null);
    }
  }

  SnapshotCorruptException corrupt(@Nullable String fault, @Nullable Throwable cause) {
    long offset = Math.max(0, in.currentTokenLocation().getByteOffset());
    return new SnapshotCorruptException(blob, offset, String.valueOf(fault), cause);
  }

  JsonToken next() {
    try {
      JsonToken token = in.nextToken();
      if (token == null) {
        throw corrupt("it ends here", null);
      }
      return token;
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private String name() {
    try {
      return in.currentName();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private RuntimeException failure(IOException e) {
    return e instanceof JacksonException
        ? corrupt("it is not JSON: " + e.getMessage(), e)
        : new StorageException("Cannot read '" + blob + "': " + e.getMessage(), true, e);
  }
}
