package io.tidemark.snapshot.entries;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tidemark.serialization.ReadBuffer;
import io.tidemark.serialization.TypeDescription;
import io.tidemark.serialization.json.JsonPrinter;
import io.tidemark.spi.SnapshotEntry;
import io.tidemark.spi.StateKind;
import io.tidemark.spi.StateSchema;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The parts of an entry as JSON, by the types that it was written with. Each method may be called
 * once an entry, for it reads the entry's buffers to their ends; one thread at a time.
 */
public final class EntryJson {

  private static final JsonFactory FACTORY = new JsonFactory();

  private final JsonPrinter printer;

  public EntryJson(JsonPrinter printer) {
    this.printer = printer;
  }

  /** The key. */
  public String key(SnapshotEntry entry) {
    return printer.print(entry.schema().key(), entry.key());
  }

  /** The namespace; null for none. */
  public String namespace(SnapshotEntry entry) {
    return printer.print(entry.stateSchema().namespace(), entry.namespace());
  }

  /** A map's key, a timer's time in milliseconds since the epoch, else null. */
  public String userKey(SnapshotEntry entry) {
    TypeDescription userKey = entry.stateSchema().userKey();
    if (userKey != null) {
      return printer.print(userKey, entry.userKey());
    }
    return entry.stateSchema().kind() == StateKind.TIMERS
        ? String.valueOf(entry.userKey().readLong() ^ Long.MIN_VALUE)
        : "null";
  }

  /**
   * The value; a list as an array of its elements, and if they expire of {@code {"stamp": …,
   * "element": …}}; null for timers.
   */
  public String value(SnapshotEntry entry) {
    StateSchema schema = entry.stateSchema();
    return schema.kind() == StateKind.LIST
        ? list(schema, entry.value())
        : printer.print(schema.value(), entry.value());
  }

  /** The elements of a list that do not expire, each by itself. */
  public List<String> elements(SnapshotEntry entry) {
    List<String> elements = new ArrayList<>();
    ReadBuffer in = entry.value();
    ReadBuffer element = new ReadBuffer();
    while (in.hasRemaining()) {
      wrapNext(in, element);
      elements.add(printer.print(entry.stateSchema().value(), element));
    }
    return elements;
  }

  private String list(StateSchema schema, ReadBuffer in) {
    StringWriter text = new StringWriter();
    ReadBuffer element = new ReadBuffer();
    try (JsonGenerator out = FACTORY.createGenerator(text)) {
      out.writeStartArray();
      while (in.hasRemaining()) {
        if (schema.expiring()) {
          out.writeStartObject();
          out.writeNumberField("stamp", in.readLong());
          out.writeFieldName("element");
        }
        wrapNext(in, element);
        printer.print(schema.value(), element, out);
        if (schema.expiring()) {
          out.writeEndObject();
        }
      }
      out.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException("A string in memory takes all that is written", e);
    }
    return text.toString();
  }

  /** Makes {@code element} the one at the position of {@code list}, and goes behind it. */
  static void wrapNext(ReadBuffer list, ReadBuffer element) {
    int length = list.readLength(1);
    element.wrap(list.array(), list.position(), length);
    list.skip(length);
  }
}
