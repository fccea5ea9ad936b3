package io.tidemark.rocksdb;

import io.tidemark.serialization.Serializers;
import io.tidemark.spi.NoNamespace;
import io.tidemark.spi.StateKind;
import io.tidemark.spi.StateSchema;

/** The plainest columns, for tests of what entries of any column go through. */
final class TimerColumns {

  private TimerColumns() {}

  static Column named(String name) {
    return new TimerColumn(
        new StateSchema(
            name,
            StateKind.TIMERS,
            NoNamespace.SERIALIZER.description(),
            null,
            Serializers.LONG.description(),
            false));
  }
}
