package io.tidemark.rocksdb;

import java.time.InstantSource;

/** What the states of a store share. */
record StoreParts<K>(ObjectCache cache, CurrentKey<K> currentKey, InstantSource clock) {}
