package io.tidemark.cli.snapshot;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.tidemark.config.InvalidConfigurationException;
import io.tidemark.serialization.InvalidValueException;
import io.tidemark.serialization.ReadBuffer;
import io.tidemark.serialization.WriteBuffer;
import io.tidemark.serialization.json.JsonEncoder;
import io.tidemark.snapshot.SnapshotManifest;
import io.tidemark.snapshot.entries.SnapshotState;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.KeyGroups;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of a state are wanted, by their key.
 *
 * @param key the bytes of the key, or null for any
 * @param keyGroups where such entries can be
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record KeyFilter(byte @Nullable [] key, KeyGroupRange keyGroups) {

  /**
   * Makes a filter.
   *
   * @param json the key as JSON, a string also without its quotes; null for any key
   * @throws InvalidConfigurationException if {@code json} is no key of {@code state}
   */
  static KeyFilter of(@Nullable String json, SnapshotState state, SnapshotManifest manifest) {
    KeyGroupRange all = KeyGroupRange.all(manifest.maxParallelism());
    if (json == null) {
      return new KeyFilter(null, all);
    }
    byte[] key = encode(json, state);
    if (!manifest.keyGroupRule().equals(KeyGroups.RULE)) {
      return new KeyFilter(key, all);
    }
    int group = KeyGroups.of(key, 0, key.length, manifest.maxParallelism());
    return new KeyFilter(key, KeyGroupRange.of(group, group));
  }

  boolean matches(ReadBuffer entryKey) {
    byte[] wanted = key;
    int from = entryKey.position();
    return wanted == null
        || Arrays.equals(wanted, 0, wanted.length, entryKey.array(), from, entryKey.limit());
  }

  private static byte[] encode(String json, SnapshotState state) {
    WriteBuffer out = new WriteBuffer(32);
    try {
      JsonEncoder.encode(state.key(), json, out);
      return out.toByteArray();
    } catch (InvalidValueException notAsItIs) {
      try {
        out.clear();
        String quoted = '"' + new String(JsonStringEncoder.getInstance().quoteAsString(json)) + '"';
        JsonEncoder.encode(state.key(), quoted, out);
        return out.toByteArray();
      } catch (InvalidValueException e) {
        throw new InvalidConfigurationException(
            "--key "
                + json
                + " is no key of state '"
                + state.id().name()
                + "', whose keys are of type "
                + state.key().text()
                + ": "
                + notAsItIs.getMessage(),
            notAsItIs);
      }
    }
  }
}
