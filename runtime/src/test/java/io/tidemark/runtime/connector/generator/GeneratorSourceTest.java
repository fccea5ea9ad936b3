package io.tidemark.runtime.connector.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.serialization.Serializers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeneratorSourceTest {

  @ParameterizedTest
  @CsvSource({"0, 3", "1, 3", "10, 3", "12, 3", "7, 1"})
  void splits_followEachOtherAndHaveAllRecords(long records, int splits) {
    List<GeneratedRange> ranges = source(records, splits).discover();

    assertThat(ranges).hasSize(splits);
    long next = 0;
    for (GeneratedRange range : ranges) {
      assertThat(range.next()).isEqualTo(next);
      assertThat(range.end() - range.next()).isBetween(records / splits, records / splits + 1);
      next = range.end();
    }
    assertThat(next).isEqualTo(records);
  }

  @Test
  void fewerThanNoRecordsOrOneSplit_areRefused() {
    assertThatThrownBy(() -> source(-1, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> source(1, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  private static GeneratorSource<Long> source(long records, int splits) {
    return new GeneratorSource<>(Serializers.LONG, records, splits, number -> number);
  }
}
