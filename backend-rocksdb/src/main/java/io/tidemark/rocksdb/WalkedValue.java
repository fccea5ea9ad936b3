package io.tidemark.rocksdb;

import io.tidemark.serialization.ReadBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the database has under the key that a walk has just come by. Whoever walks over keys mostly
 * reads the value of each next: the walk leaves it here, so that it is not searched for once more.
 * Belongs to the store's thread.
 *
 * <p><b>Invariant.</b> The value was read when the database had at least the generations up to
 * {@link #asOf}, and is given out only as long as it has no more. It is asked for only if the cache
 * does not have the key, which is so if none but those generations changed it: so no change is
 * missed.
 */
final class WalkedValue {

  private static final byte[] NOTHING = new byte[0];

  private final Generations generations;
  private final ReadBuffer in = new ReadBuffer();
  private byte[] key = NOTHING;
  private byte[] value = NOTHING;
  private long asOf;

  WalkedValue(Generations generations) {
    this.generations = generations;
  }

  /**
   * Leaves a value here, in place of the one before.
   *
   * @param generation {@link Generations#written} before the value was read
   */
  void leave(byte[] ofKey, byte[] newValue, long generation) {
    key = ofKey;
    value = newValue;
    asOf = generation;
  }

  /** The value of a key, if it is here and still what the database has. Valid until the next. */
  @Nullable ReadBuffer get(byte[] wanted, int length) {
    if (asOf != generations.written()
        || key.length != length
        || !Arrays.equals(key, 0, length, wanted, 0, length)) {
      return null;
    }
    in.wrap(value, 0, value.length);
    return in;
  }

  void clear() {
    key = NOTHING;
    value = NOTHING;
  }
}
