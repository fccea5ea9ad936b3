package io.tidemark.rocksdb.leaks;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.rocksdb.engine.NativeLibrary;
import org.junit.jupiter.api.Test;
import org.rocksdb.ReadOptions;

/** That the check sees what it is there for. */
class NativeLeakCheckTest {

  @Test
  void openObject_isSeenWithItsMakerUntilItIsClosed() {
    NativeLibrary.load();
    ReadOptions options = new ReadOptions();

    assertThat(NativeObjects.open(ReadOptions.class)).isOne();
    assertThat(NativeObjects.open())
        .singleElement()
        .asString()
        .contains("ReadOptions", "openObject_isSeenWithItsMakerUntilItIsClosed");

    options.close();
    assertThat(NativeObjects.open()).isEmpty();
  }
}
