package io.tidemark.rocksdb;

import io.tidemark.serialization.LongEncoded;
import io.tidemark.serialization.LongEncodedButOne;
import io.tidemark.serialization.ReadBuffer;
import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.WriteBuffer;
import io.tidemark.spi.StateSchema;
import org.jspecify.annotations.Nullable;

/**
 * A column with one value an entry: a value, an accumulator, or a value of a map. A value of 64
 * bits lies in the entry itself, unless the entry needs that place for its stamp; the odd value of
 * a {@link LongEncodedButOne} is the one object of such a column.
 */
final class ScalarColumn<V> extends Column {

  private static final int SAMPLE_EVERY = 64;

  /** A byte array's header, and about what its length is rounded up by. */
  private static final int ARRAY_BYTES = 20;

  private final Serializer<V> serializer;
  private final @Nullable LongEncoded<V> longs;
  private final @Nullable LongEncodedButOne<V> withOdd;
  private final boolean expiring;
  private final Expiry expiry;
  private final WriteBuffer sample = new WriteBuffer(64);
  private int averageBytes = 64;
  private int sinceSample = SAMPLE_EVERY - 1;

  ScalarColumn(StateSchema schema, Serializer<V> serializer, Expiry expiry) {
    super(schema);
    this.serializer = serializer;
    this.expiry = expiry;
    this.expiring = schema.expiring();
    this.withOdd =
        !expiring && serializer instanceof LongEncodedButOne<V> mostEncoded ? mostEncoded : null;
    this.longs = withOdd != null ? withOdd.others() : expiring ? null : asLongs(serializer);
  }

  private static <V> @Nullable LongEncoded<V> asLongs(Serializer<V> serializer) {
    return serializer instanceof LongEncoded<V> encoded ? encoded : null;
  }

  /** The value of an entry that is there. */
  @Nullable V value(Entry entry) {
    if (!entry.present) {
      return null;
    }
    LongEncoded<V> encoded = longs;
    return encoded != null && entry.value == null ? encoded.fromLong(entry.bits) : present(entry);
  }

  /** A value that shares nothing with this one that could be changed. */
  V copy(V value) {
    return isMutable() ? serializer.copy(value) : value;
  }

  /** Sets the value of an entry of the current generation; its stamp is the caller's. */
  void set(Entry entry, V value) {
    LongEncoded<V> encoded = longs;
    if (encoded == null || isOdd(value)) {
      entry.value = value;
    } else {
      entry.bits = encoded.toLong(value);
      entry.value = null;
    }
    entry.present = true;
  }

  private boolean isOdd(V value) {
    return withOdd != null && value == withOdd.odd();
  }

  /** Makes an entry of the current generation absent. */
  void clear(Entry entry) {
    entry.value = null;
    entry.present = false;
  }

  @Override
  Change write(Content content, WriteBuffer out) {
    if (!content.present) {
      return content.fresh ? Change.NOTHING : Change.DELETE;
    }
    LongEncoded<V> encoded = longs;
    if (encoded != null && content.value == null) {
      encoded.writeLong(content.bits, out);
    } else {
      if (expiring) {
        out.writeLong(content.bits);
      }
      serializer.write(present(content), out);
    }
    return Change.PUT;
  }

  @SuppressWarnings({"unchecked", "NullAway"})
  private V present(Content content) {
    return (V) content.value;
  }

  @Override
  void read(ReadBuffer in, Entry entry) {
    LongEncoded<V> encoded = longs;
    if (withOdd != null && withOdd.skipOdd(in)) {
      entry.value = withOdd.odd();
    } else if (encoded != null) {
      entry.bits = encoded.readLong(in);
      entry.value = null;
    } else {
      if (expiring) {
        entry.bits = in.readLong();
      }
      int begin = in.position();
      entry.value = serializer.read(in);
      averageBytes += (in.position() - begin - averageBytes) / 16;
    }
    entry.present = true;
  }

  @Override
  boolean isMutable() {
    return !serializer.isImmutable();
  }

  @Override
  @Nullable Object detached(Entry entry) {
    return entry.present && isMutable() ? serializer.copy(present(entry)) : entry.value;
  }

  @Override
  int weigh(Entry entry) {
    if (longs != null || !entry.present) {
      return 0;
    }
    if (entry.value instanceof byte[] bytes) {
      return ARRAY_BYTES + bytes.length;
    }
    if (++sinceSample >= SAMPLE_EVERY) {
      sinceSample = 0;
      sample.clear();
      try {
        serializer.write(present(entry), sample);
      } catch (RuntimeException e) {
        // Whoever wrote the value is told now; what no run can hold must not wait for one.
        clear(entry);
        throw e;
      }
      averageBytes = (averageBytes * 3 + sample.position()) / 4;
    }
    return 24 + averageBytes + averageBytes / 2;
  }

  @Override
  boolean isLive(Entry entry, long now) {
    return entry.present && !(expiring && expiry.isExpired(entry.bits, now));
  }

  @Override
  boolean isLive(ReadBuffer stored, long now) {
    return !(expiring && expiry.isExpired(stored.readLong(), now));
  }
}
