package io.tidemark.rocksdb;

import io.tidemark.serialization.Serializer;
import java.time.InstantSource;

/** What a store's states work with. */
record StoreParts<K>(
    ObjectCache cache,
    CurrentKey<K> currentKey,
    Serializer<K> keySerializer,
    InstantSource clock) {}
