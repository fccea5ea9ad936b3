package io.tidemark.rocksdb.runs;

enum AllLive implements LiveEntries {
  INSTANCE;

  @Override
  public boolean anyExpires() {
    return false;
  }

  @Override
  public boolean expires(long tag) {
    return false;
  }

  @Override
  public byte[] live(long tag, byte[] value) {
    return value;
  }
}
