package io.tidemark.snapshot;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.tidemark.serialization.TypeDescription;
import io.tidemark.snapshot.operator.OperatorStateMode;
import io.tidemark.snapshot.operator.OperatorStateSchema;
import io.tidemark.snapshot.operator.OperatorStateSnapshot;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.StorageException;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The byte form of an {@link OperatorStateSnapshot}: JSON (docs/FORMAT.md), as a part of a manifest
 * or by itself, then with a checksum of its own.
 */
public final class OperatorStateFormat {

  /** The version that is written, and the newest that is read. */
  public static final int VERSION = 1;

  private static final SealedJson SEALED = new SealedJson("tidemark-operator-state", VERSION);
  private static final Set<String> SNAPSHOT = Set.of("version", "states");
  private static final Set<String> STATE =
      Set.of("name", "mode", "value", "count", "written", "digest");

  private OperatorStateFormat() {}

  /** The stand-alone form. */
  public static byte[] toBytes(OperatorStateSnapshot snapshot) {
    return SEALED.seal(out -> write(snapshot, out));
  }

  /**
   * Reads the stand-alone form.
   *
   * @param blob what errors call the bytes
   * @throws io.tidemark.spi.SnapshotCorruptException if they are not what was written
   * @throws io.tidemark.spi.SnapshotVersionException if they were written by a newer version
   */
  public static OperatorStateSnapshot fromBytes(byte[] bytes, String blob) {
    return SEALED.open(bytes, blob, in -> read(in, blob));
  }

  /**
   * Writes {@code snapshot} as one JSON object.
   *
   * @throws StorageException if {@code out} cannot be written to
   */
  public static void write(OperatorStateSnapshot snapshot, JsonGenerator out) {
    try {
      out.writeStartObject();
      out.writeNumberField("version", VERSION);
      out.writeArrayFieldStart("states");
      for (OperatorStateSnapshot.Part part : snapshot.states()) {
        write(part, out);
      }
      out.writeEndArray();
      BlobRef blob = snapshot.blob();
      if (blob != null) {
        out.writeFieldName("blob");
        BlobJson.write(blob, out);
      }
      out.writeEndObject();
    } catch (IOException e) {
      throw new StorageException("Cannot write operator state: " + e.getMessage(), true, e);
    }
  }

  private static void write(OperatorStateSnapshot.Part part, JsonGenerator out) throws IOException {
    OperatorStateSchema schema = part.schema();
    out.writeStartObject();
    out.writeStringField("name", schema.name());
    out.writeStringField("mode", schema.mode().label());
    TypeDescription key = schema.key();
    if (key != null) {
      out.writeStringField("key", key.text());
    }
    out.writeStringField("value", schema.value().text());
    out.writeNumberField("count", part.count());
    out.writeBooleanField("written", part.written());
    out.writeNumberField("digest", part.digest());
    out.writeEndObject();
  }

  /**
   * Reads one JSON object; {@code in} stands on its {@code START_OBJECT}, and afterwards on its
   * {@code END_OBJECT}.
   *
   * @param blob what errors call the bytes
   * @throws io.tidemark.spi.SnapshotCorruptException if it is not what was written
   * @throws io.tidemark.spi.SnapshotVersionException if it was written by a newer version
   * @throws StorageException if {@code in} cannot be read
   */
  public static OperatorStateSnapshot read(JsonParser in, String blob) {
    JsonFields json = new JsonFields(in, blob);
    SnapshotFields fields = new SnapshotFields();
    json.object(SNAPSHOT, name -> fields.read(name, json));
    return json.make(fields::snapshot);
  }

  private static OperatorStateSnapshot.Part readPart(JsonFields in) {
    PartFields fields = new PartFields();
    in.object(STATE, name -> fields.read(name, in));
    return in.make(fields::part);
  }

  private static final class SnapshotFields {

    private int version;
    private List<OperatorStateSnapshot.Part> states = List.of();
    private @Nullable BlobRef blob;

    void read(String name, JsonFields in) {
      in.require(version > 0 || name.equals("version"), "the version should stand here first");
      switch (name) {
        case "version" -> version = in.version("operator state", VERSION);
        case "states" -> states = in.array(() -> readPart(in));
        case "blob" -> blob = BlobJson.readRef(in);
        default -> throw in.unknown(name);
      }
    }

    OperatorStateSnapshot snapshot() {
      return new OperatorStateSnapshot(states, blob);
    }
  }

  private static final class PartFields {

    private String name = "";
    private OperatorStateMode mode = OperatorStateMode.SPLIT;
    private @Nullable TypeDescription key;
    private TypeDescription value = TypeDescription.Scalar.UNIT;
    private long count;
    private boolean written;
    private long digest;

    void read(String field, JsonFields in) {
      switch (field) {
        case "name" -> name = in.text();
        case "mode" -> mode = readMode(in);
        case "key" -> key = SchemaJson.readType(in);
        case "value" -> value = SchemaJson.readType(in);
        case "count" -> count = in.number(Long.MAX_VALUE);
        case "written" -> written = in.flag();
        case "digest" -> digest = in.number(Long.MAX_VALUE);
        default -> throw in.unknown(field);
      }
    }

    OperatorStateSnapshot.Part part() {
      OperatorStateSchema schema = new OperatorStateSchema(name, mode, key, value);
      return new OperatorStateSnapshot.Part(schema, count, written, digest);
    }

    private static OperatorStateMode readMode(JsonFields in) {
      String label = in.text();
      for (OperatorStateMode mode : OperatorStateMode.values()) {
        if (mode.label().equals(label)) {
          return mode;
        }
      }
      throw in.corrupt("there is no mode '" + label + "'", null);
    }
  }
}
