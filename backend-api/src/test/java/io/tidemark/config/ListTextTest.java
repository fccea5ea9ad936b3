package io.tidemark.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ListTextTest {

  @Test
  void plainElements_loseSurroundingWhiteSpaceAndBlanks() {
    assertThat(ListText.split(" a ; b c;;  ; d ;")).containsExactly("a", "b c", "d");
  }

  @Test
  void quotedElement_isTakenAsItIs() {
    assertThat(ListText.split("'a;b' ; \" c \";''; 'it''s'; \"\"\"x\"\"\""))
        .containsExactly("a;b", " c ", "", "it's", "\"x\"");
  }

  @Test
  void quoteInsideAPlainElement_isALetter() {
    assertThat(ListText.split("it's;5\"")).containsExactly("it's", "5\"");
  }

  @Test
  void openQuote_isRefusedWithItsPlace() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ListText.split("a; 'b"))
        .withMessageContaining("character 4 is not closed");
  }

  @Test
  void textAfterAQuote_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ListText.split("'a' b"))
        .withMessageContaining("semicolon is missing");
  }

  @Test
  void joinedElements_areSplitIntoTheSame() {
    long seed = 20261121;
    Random random = new Random(seed);
    String letters = "ab ;'\"\t\n\u001fü";
    for (int round = 0; round < 10_000; round++) {
      List<String> elements = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        StringBuilder element = new StringBuilder();
        for (int j = random.nextInt(5); j > 0; j--) {
          element.append(letters.charAt(random.nextInt(letters.length())));
        }
        elements.add(element.toString());
      }
      assertThat(ListText.split(ListText.join(elements)))
          .as("seed %d, round %d", seed, round)
          .isEqualTo(elements);
    }
  }
}
