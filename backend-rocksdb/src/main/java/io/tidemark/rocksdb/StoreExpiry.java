package io.tidemark.rocksdb;

import io.tidemark.rocksdb.runs.LiveEntries;
import io.tidemark.serialization.ReadBuffer;
import io.tidemark.serialization.WriteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What of the expiring columns' values is alive at one moment. Any thread may ask. */
record StoreExpiry(Map<Long, Expiring> columns, long now) implements LiveEntries {

  /** A column that expires. */
  record Expiring(Column column, Expiry expiry) {}

  StoreExpiry {
    columns = Map.copyOf(columns);
  }

  @Override
  public boolean anyExpires() {
    return !columns.isEmpty();
  }

  @Override
  public boolean expires(long tag) {
    return !columns.isEmpty() && columns.containsKey(tag);
  }

  @Override
  public byte @Nullable [] live(long tag, byte[] value) {
    Expiring expiring = columns.get(tag);
    if (expiring == null) {
      return value;
    }
    ReadBuffer in = new ReadBuffer(value);
    if (expiring.column() instanceof ListColumn<?>) {
      return liveElements(expiring.expiry(), in, value);
    }
    return expiring.expiry().isExpired(in.readLong(), now) ? null : value;
  }

  private byte @Nullable [] liveElements(Expiry expiry, ReadBuffer in, byte[] value) {
    WriteBuffer out = new WriteBuffer(value.length);
    while (in.hasRemaining()) {
      int begin = in.position();
      boolean expired = expiry.isExpired(in.readLong(), now);
      in.skip(in.readLength(1));
      if (!expired) {
        out.writeBytes(value, begin, in.position() - begin);
      }
    }
    return out.position() == 0 ? null : out.toByteArray();
  }
}
