package io.tidemark.rocksdb.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CloseAllTest {

  @Test
  void eachIsClosed_andTheFirstFailureHasTheOthers() {
    List<Integer> closed = new ArrayList<>();

    assertThatThrownBy(
            () ->
                CloseAll.of(
                    List.of(1, 2, 3, 4),
                    number -> {
                      closed.add(number);
                      if (number % 2 == 0) {
                        throw new IllegalStateException("number " + number);
                      }
                    }))
        .hasMessage("number 2")
        .satisfies(
            failure ->
                assertThat(failure.getSuppressed())
                    .singleElement()
                    .asString()
                    .contains("number 4"));
    assertThat(closed).containsExactly(1, 2, 3, 4);
  }
}
