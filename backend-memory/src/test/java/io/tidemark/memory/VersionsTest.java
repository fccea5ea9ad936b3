package io.tidemark.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VersionsTest {

  private final Versions versions = new Versions(3);

  @Test
  void aKeyGroupThatIsWritten_isNotPinnedAnyMore() {
    int captured = versions.capture();
    versions.written(captured, 1);
    assertThat(versions.anyPinned(1)).isFalse();
    assertThat(versions.isPinned(captured, 1)).isFalse();
    assertThat(versions.isPinned(captured, 0)).isTrue();
    assertThat(versions.isPinned(captured)).isTrue();
  }

  @Test
  void aKeyGroup_staysPinnedByAnOlderCaptureThatHasStillToWriteIt() {
    int older = versions.capture();
    int newer = versions.capture();
    versions.written(newer, 1);
    assertThat(versions.isPinned(older, 1)).isTrue();
    assertThat(versions.isPinned(newer, 1)).isFalse();
    versions.release(older);
    assertThat(versions.anyPinned(1)).isFalse();
    assertThat(versions.isPinned(newer, 0)).isTrue();
    versions.release(newer);
    assertThat(versions.anyPinned(0)).isFalse();
  }

  @Test
  void aCapture_pinsAgainWhatAnOlderOneHasWritten() {
    int older = versions.capture();
    versions.written(older, 2);
    int newer = versions.capture();
    assertThat(versions.isPinned(newer, 2)).isTrue();
    versions.written(older, 2);
    assertThat(versions.isPinned(newer, 2)).isTrue();
    assertThat(versions.isPinned(versions.current(), 2)).isFalse();
  }
}
