package io.tidemark.snapshot.portable;

import io.tidemark.serialization.TypeDescription;
import io.tidemark.serialization.WriteBuffer;
import io.tidemark.spi.StateSchema;
import io.tidemark.spi.StoreSchema;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * Ties a blob to the schema that it was written with, so that bytes are never read as what they are
 * not: the CRC-32C of the schema's texts.
 */
final class SchemaFingerprint {

  private SchemaFingerprint() {}

  static int of(StoreSchema schema) {
    WriteBuffer text = new WriteBuffer(256);
    append(schema.key().text(), text);
    for (StateSchema state : schema.states()) {
      append(state.name(), text);
      append(state.kind().label(), text);
      append(state.namespace().text(), text);
      TypeDescription userKey = state.userKey();
      append(userKey == null ? "" : userKey.text(), text);
      append(state.value().text(), text);
      text.writeBoolean(state.expiring());
    }
    CRC32C crc = new CRC32C();
    crc.update(text.array(), 0, text.position());
    return (int) crc.getValue();
  }

  private static void append(String part, WriteBuffer text) {
    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
    text.writeVarInt(bytes.length);
    text.writeBytes(bytes);
  }
}
