package io.tidemark.snapshot;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobUse;
import io.tidemark.spi.KeyGroupRange;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Blobs and their uses as JSON (docs/FORMAT.md). */
final class BlobJson {

  private static final Set<String> STORED = Set.of("name", "offset", "length", "checksum");
  private static final Set<String> INLINE = Set.of("inline");
  private static final Set<String> USE = Set.of("blob", "keyGroups", "schema", "added");

  private BlobJson() {}

  static void write(BlobUse use, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeFieldName("blob");
    write(use.blob(), out);
    out.writeFieldName("keyGroups");
    write(use.keyGroups(), out);
    out.writeNumberField("schema", use.schema());
    out.writeBooleanField("added", use.added());
    out.writeEndObject();
  }

  static void write(BlobRef blob, JsonGenerator out) throws IOException {
    out.writeStartObject();
    if (blob instanceof BlobRef.Inline inline) {
      out.writeBinaryField("inline", inline.bytes());
    } else if (blob instanceof BlobRef.Stored stored) {
      out.writeStringField("name", stored.name());
      out.writeNumberField("offset", stored.offset());
      out.writeNumberField("length", stored.length());
      out.writeStringField("checksum", String.format(Locale.ROOT, "%08x", stored.checksum()));
    }
    out.writeEndObject();
  }

  static void write(KeyGroupRange keyGroups, JsonGenerator out) throws IOException {
    out.writeStartArray();
    out.writeNumber(keyGroups.first());
    out.writeNumber(keyGroups.last());
    out.writeEndArray();
  }

  static BlobUse readUse(JsonFields in) {
    UseFields fields = new UseFields();
    in.object(USE, name -> fields.read(name, in));
    return new BlobUse(fields.blob, fields.keyGroups, fields.schema, fields.added);
  }

  static BlobRef readRef(JsonFields in) {
    RefFields fields = new RefFields();
    in.object(Set.of(), name -> fields.read(name, in));
    return fields.ref(in);
  }

  static KeyGroupRange readRange(JsonFields in) {
    List<Integer> ends = in.array(in::integer);
    in.require(ends.size() == 2, "the first and the last key group should be here");
    return in.make(() -> new KeyGroupRange(ends.get(0), ends.get(1)));
  }

  private static final class UseFields {

    private BlobRef blob = new BlobRef.Inline(new byte[0]);
    private KeyGroupRange keyGroups = KeyGroupRange.of(0, 0);
    private int schema;
    private boolean added;

    void read(String name, JsonFields in) {
      switch (name) {
        case "blob" -> blob = readRef(in);
        case "keyGroups" -> keyGroups = readRange(in);
        case "schema" -> schema = in.integer();
        case "added" -> added = in.flag();
        default -> throw in.unknown(name);
      }
    }
  }

  private static final class RefFields {

    private final Set<String> seen = new HashSet<>();
    private byte[] inline = new byte[0];
    private String name = "";
    private long offset;
    private long length;
    private int checksum;

    void read(String field, JsonFields in) {
      seen.add(field);
      switch (field) {
        case "inline" -> inline = in.bytes();
        case "name" -> name = in.text();
        case "offset" -> offset = in.number(Long.MAX_VALUE);
        case "length" -> length = in.number(Long.MAX_VALUE);
        case "checksum" -> checksum = in.checksum();
        default -> throw in.unknown(field);
      }
    }

    BlobRef ref(JsonFields in) {
      if (seen.equals(INLINE)) {
        return new BlobRef.Inline(inline);
      }
      in.require(seen.equals(STORED), "a blob has " + STORED + " or " + INLINE);
      return in.make(() -> new BlobRef.Stored(name, offset, length, checksum));
    }
  }
}
