package io.tidemark.spi;

/** A time at which a key wants to be called in a namespace. */
public record Timer<K, N>(long timestamp, K key, int keyGroup, N namespace) {}
