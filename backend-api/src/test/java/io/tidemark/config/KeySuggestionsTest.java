package io.tidemark.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeySuggestionsTest {

  private static final KeySuggestions SUGGESTIONS =
      new KeySuggestions(
          List.of(
              "execution.checkpointing.dir",
              "execution.checkpointing.interval",
              "execution.checkpointing.min-pause",
              "s3.region",
              "state.backend.type"),
          List.of(
              OpenPrefix.of("hadoop.", "Handed to Hadoop."),
              OpenPrefix.of("state.backend.rocksdb.options.", "Handed to RocksDB.")));

  @ParameterizedTest
  @CsvSource({
    "execution.checkpointing.intervall, execution.checkpointing.interval",
    "execution.checkpoint.interval, execution.checkpointing.interval",
    "checkpointing.interval, execution.checkpointing.interval",
    "EXECUTION_CHECKPOINTING_MIN_PAUSE, execution.checkpointing.min-pause",
    "execution.checkpointing.min.pause, execution.checkpointing.min-pause",
    "state.bakcend.type, state.backend.type",
    "s3.regoin, s3.region",
    "hadop.fs.defaultFS, hadoop.fs.defaultFS",
    "state.backend.rocksdb.option.Max_Threads, state.backend.rocksdb.options.Max_Threads",
  })
  void slipOfThePen_findsTheKeyThatWasMeant(String unknown, String meant) {
    assertThat(SUGGESTIONS.nearestTo(unknown)).contains(meant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "colour", "word-count.input", "...", "state", "hadoop.", "hadop."})
  void keyFarFromAll_hasNoSuggestion(String unknown) {
    assertThat(SUGGESTIONS.nearestTo(unknown)).isEmpty();
  }

  @Test
  void keyThatIsLikeAnOpenPrefixOnlyInItsRest_isNotTakenForOneOfThatPrefix() {
    assertThat(SUGGESTIONS.nearestTo("execution.backend.rocksdb.memory.managed")).isEmpty();
  }

  @Test
  void overlongKey_isNotCompared() {
    assertThat(SUGGESTIONS.nearestTo("s3.region" + "x".repeat(1_000_000))).isEmpty();
  }

  @Test
  void ofTwoEquallyNear_theFirstIsSuggested() {
    KeySuggestions suggestions = new KeySuggestions(List.of("ab.cx", "ab.cz"), List.of());
    assertThat(suggestions.nearestTo("ab.cy")).contains("ab.cx");
  }
}
