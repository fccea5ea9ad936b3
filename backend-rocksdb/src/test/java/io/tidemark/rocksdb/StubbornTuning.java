package io.tidemark.rocksdb;

import io.tidemark.rocksdb.tuning.NativeOptions;
import io.tidemark.rocksdb.tuning.NativeTuning;

/** A tuning with a part that cannot be closed. */
public final class StubbornTuning implements NativeTuning {

  static final String NAME = "stubborn";
  static final String PART = "the stubborn part";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void tune(NativeOptions options) {
    options.own(
        new AutoCloseable() {
          @Override
          public void close() throws Exception {
            throw new Exception("It stays open");
          }

          @Override
          public String toString() {
            return PART;
          }
        });
  }
}
