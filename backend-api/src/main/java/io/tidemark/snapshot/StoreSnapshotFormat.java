package io.tidemark.snapshot;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.tidemark.spi.BlobUse;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.StorageException;
import io.tidemark.spi.StoreSchema;
import io.tidemark.spi.StoreSnapshot;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * The byte form of a {@link StoreSnapshot}: JSON (docs/FORMAT.md), as a part of a manifest or by
 * itself, then with a checksum of its own.
 */
public final class StoreSnapshotFormat {

  /** The version that is written, and the newest that is read. */
  public static final int VERSION = 1;

  private static final SealedJson SEALED = new SealedJson("tidemark-store-snapshot", VERSION);

  private static final Set<String> REQUIRED =
      Set.of("version", "backend", "format", "formatVersion", "keyGroups", "schemas", "blobs");

  private StoreSnapshotFormat() {}

  /** The stand-alone form. */
  public static byte[] toBytes(StoreSnapshot snapshot) {
    return SEALED.seal(out -> write(snapshot, out));
  }

  /**
   * Reads the stand-alone form.
   *
   * @param blob what errors call the bytes
   * @throws io.tidemark.spi.SnapshotCorruptException if they are not what was written
   * @throws io.tidemark.spi.SnapshotVersionException if they were written by a newer version
   */
  public static StoreSnapshot fromBytes(byte[] bytes, String blob) {
    return SEALED.open(bytes, blob, in -> read(in, blob));
  }

  /**
   * Writes {@code snapshot} as one JSON object.
   *
   * @throws StorageException if {@code out} cannot be written to
   */
  public static void write(StoreSnapshot snapshot, JsonGenerator out) {
    try {
      out.writeStartObject();
      out.writeNumberField("version", VERSION);
      out.writeStringField("backend", snapshot.backend());
      out.writeStringField("format", snapshot.format());
      out.writeNumberField("formatVersion", snapshot.version());
      out.writeFieldName("keyGroups");
      BlobJson.write(snapshot.keyGroups(), out);
      out.writeArrayFieldStart("schemas");
      for (StoreSchema schema : snapshot.schemas()) {
        SchemaJson.write(schema, out);
      }
      out.writeEndArray();
      out.writeArrayFieldStart("blobs");
      for (BlobUse use : snapshot.blobs()) {
        BlobJson.write(use, out);
      }
      out.writeEndArray();
      out.writeEndObject();
    } catch (IOException e) {
      throw new StorageException("Cannot write a store snapshot: " + e.getMessage(), true, e);
    }
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
  public static StoreSnapshot read(JsonParser in, String blob) {
    JsonFields json = new JsonFields(in, blob);
    Fields fields = new Fields();
    json.object(REQUIRED, name -> fields.read(name, json));
    return json.make(fields::snapshot);
  }

  private static final class Fields {

    private int version;
    private String backend = "";
    private String format = "";
    private int formatVersion;
    private KeyGroupRange keyGroups = KeyGroupRange.of(0, 0);
    private List<StoreSchema> schemas = List.of();
    private List<BlobUse> blobs = List.of();

    void read(String name, JsonFields in) {
      in.require(version > 0 || name.equals("version"), "the version should stand here first");
      switch (name) {
        case "version" -> version = in.version("store snapshots", VERSION);
        case "backend" -> backend = in.text();
        case "format" -> format = in.text();
        case "formatVersion" -> formatVersion = in.integer();
        case "keyGroups" -> keyGroups = BlobJson.readRange(in);
        case "schemas" -> schemas = in.array(() -> SchemaJson.read(in));
        case "blobs" -> blobs = in.array(() -> BlobJson.readUse(in));
        default -> throw in.unknown(name);
      }
    }

    StoreSnapshot snapshot() {
      return new StoreSnapshot(backend, format, formatVersion, keyGroups, schemas, blobs);
    }
  }
}
