package io.tidemark.benchmarks.tidemark;

import io.tidemark.benchmarks.peer.Share;
import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.WriteBuffer;
import io.tidemark.spi.KeyGroups;
import io.tidemark.spi.KeyedStore;

/**
 * A store and what an engine does for each record: find the key group, and make the key current.
 */
final class CurrentKey<K> {

  private final KeyedStore<K> store;
  private final Serializer<K> serializer;
  private final WriteBuffer scratch = new WriteBuffer(64);

  CurrentKey(KeyedStore<K> store) {
    this.store = store;
    this.serializer = store.keySerializer();
  }

  KeyedStore<K> store() {
    return store;
  }

  void set(K key) {
    store.setCurrentKey(key, keyGroup(key));
  }

  int keyGroup(K key) {
    return KeyGroups.of(key, serializer, Share.KEY_GROUPS, scratch);
  }
}
