package io.tidemark.rocksdb;

import io.tidemark.serialization.ReadBuffer;
import io.tidemark.serialization.WriteBuffer;
import io.tidemark.spi.StateSchema;

/** A column of timers: a timer is a key of the database with nothing under it. */
final class TimerColumn extends Column {

  TimerColumn(StateSchema schema) {
    super(schema);
  }

  @Override
  Change write(Content content, WriteBuffer out) {
    if (content.present) {
      return Change.PUT;
    }
    return content.fresh ? Change.NOTHING : Change.DELETE;
  }

  @Override
  void read(ReadBuffer in, Entry entry) {
    entry.present = true;
  }

  @Override
  boolean isMutable() {
    return false;
  }

  @Override
  int weigh(Entry entry) {
    return 0;
  }

  @Override
  boolean isLive(Entry entry, long now) {
    return entry.present;
  }

  @Override
  boolean isLive(ReadBuffer stored, long now) {
    return true;
  }
}
