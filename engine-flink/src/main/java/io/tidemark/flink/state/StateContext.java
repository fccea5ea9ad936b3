package io.tidemark.flink.state;

import io.tidemark.spi.KeyedStore;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/**
 * Where a state lives.
 *
 * @param name the state's name
 * @param walks where the state's walks over all entries are kept, to be ended with the store
 */
record StateContext<K, N>(
    String name,
    KeyedStore<K> store,
    CurrentKey<K> currentKey,
    TypeSerializer<K> keySerializer,
    Namespaces<N> namespaces,
    OpenWalks walks) {}
