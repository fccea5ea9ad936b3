package io.tidemark.rocksdb;

/** How much of the backend's memory one store may fill. Any thread may ask. */
interface MemoryShare {

  /** The bytes for blocks, indexes and filters of files that are read without RocksDB. */
  long blockBytes();

  /** The bytes for changed and unchanged objects together. */
  long bytes();

  /** The bytes up to which objects are kept while {@code dirty} of them are changed. */
  long cleanBytes(long dirty);
}
