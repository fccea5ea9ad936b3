package io.tidemark.spi;

/** A key and a namespace in which some state holds something for it. */
public record KeyAndNamespace<K, N>(K key, N namespace) {}
