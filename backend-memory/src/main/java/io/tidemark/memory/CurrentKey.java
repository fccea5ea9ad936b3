package io.tidemark.memory;

import io.tidemark.serialization.LongEncoded;
import io.tidemark.serialization.Serializer;
import io.tidemark.spi.KeyGroupRange;
import org.jspecify.annotations.Nullable;

/**
 * The key of which a store's states speak. States without namespaces search with its probe as it
 * is, so that the key is hashed once for all of them.
 */
final class CurrentKey<K> {

  private final KeyGroupRange keyGroups;

  /** The range once more, so that a record needs no look at another object for it. */
  private final int firstKeyGroup;

  private final int groups;
  private final @Nullable LongEncoded<K> encoded;
  private final Serializer<K> serializer;
  private final boolean text;
  private final Probe probe = new Probe();

  CurrentKey(KeyGroupRange keyGroups, Serializer<K> serializer) {
    this.keyGroups = keyGroups;
    this.firstKeyGroup = keyGroups.first();
    this.groups = keyGroups.size();
    this.encoded = serializer instanceof LongEncoded<K> longs ? longs : null;
    this.serializer = serializer;
    this.text = Part.ofKeys(serializer) == Part.TEXT;
    probe.group = -1;
  }

  void set(K key, int keyGroup) {
    int group = keyGroup - firstKeyGroup;
    if (group < 0 || group >= groups) {
      throw new IllegalArgumentException(
          "Key group " + keyGroup + " is not in this store's " + keyGroups);
    }
    probe.group = group;
    if (encoded != null) {
      probe.bits = encoded.toLong(key);
      probe.hash = Hash.of(probe.bits);
    } else if (text) {
      TextKey words = probe.ownText();
      words.set(key, serializer);
      long hash = words.hash();
      probe.hash = hash;
      probe.bits = hash;
    } else {
      long hash = Hash.of(key);
      probe.hash = hash;
      probe.bits = hash;
      probe.key = key;
    }
  }

  /** The probe at the key, without a namespace. */
  Probe probe() {
    if (probe.group < 0) {
      throw new IllegalStateException("No key is current. Call setCurrentKey before using a state");
    }
    return probe;
  }
}
