package io.tidemark.rocksdb.runs;

import io.tidemark.spi.StateSchema;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The eight bytes that stand for a column, which is a state as one schema describes it. Being made
 * from the schema alone, they are the same in every store and every process, so that files of
 * several stores go together as they are; and values of another schema of the same state, being in
 * another column, are never mistaken for today's.
 */
public final class ColumnTag {

  private ColumnTag() {}

  /** The tag of the column that {@code schema} describes. */
  public static long of(StateSchema schema) {
    StringBuilder text = new StringBuilder();
    text.append(schema.name()).append('\n');
    text.append(schema.kind().label()).append('\n');
    text.append(schema.namespace().text()).append('\n');
    if (schema.userKey() != null) {
      text.append(schema.userKey().text());
    }
    text.append('\n').append(schema.value().text()).append('\n').append(schema.expiring());
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(digest).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
