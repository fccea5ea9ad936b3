package io.tidemark.snapshot;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.tidemark.spi.StorageException;
import java.io.IOException;
import java.util.Set;

/** The byte form of a {@link SavepointNote} (docs/FORMAT-MANIFEST.md). */
public final class SavepointNoteFormat {

  /** The version that is written, and the newest that is read. */
  public static final int VERSION = 1;

  private static final SealedJson SEALED = new SealedJson("tidemark-savepoint-note", VERSION);
  private static final Set<String> NOTE = Set.of("id", "savepoint");

  private SavepointNoteFormat() {}

  /** The bytes of a note's blob. */
  public static byte[] toBytes(SavepointNote note) {
    return SEALED.seal(out -> write(note, out));
  }

  /**
   * Reads the bytes of a note's blob.
   *
   * @param blob the blob's name, for errors
   * @throws io.tidemark.spi.SnapshotCorruptException if they are not what was written
   * @throws io.tidemark.spi.SnapshotVersionException if they were written by a newer version
   */
  public static SavepointNote fromBytes(byte[] bytes, String blob) {
    return SEALED.open(bytes, blob, in -> read(in, blob));
  }

  private static void write(SavepointNote note, JsonGenerator out) {
    try {
      out.writeStartObject();
      out.writeNumberField("id", note.id());
      out.writeStringField("savepoint", note.savepoint());
      out.writeEndObject();
    } catch (IOException e) {
      throw new StorageException("Cannot write a note: " + e.getMessage(), true, e);
    }
  }

  private static SavepointNote read(JsonParser parser, String blob) {
    JsonFields in = new JsonFields(parser, blob);
    Fields fields = new Fields();
    in.object(NOTE, name -> fields.read(name, in));
    return in.make(() -> new SavepointNote(fields.id, fields.savepoint));
  }

  private static final class Fields {

    private long id;
    private String savepoint = "";

    void read(String name, JsonFields in) {
      switch (name) {
        case "id" -> id = in.number(Long.MAX_VALUE);
        case "savepoint" -> savepoint = in.text();
        default -> throw in.unknown(name);
      }
    }
  }
}
