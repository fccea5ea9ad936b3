package io.tidemark.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class TableTest {

  private static List<String> lines(Listing listing, OptionalInt width) {
    StringWriter text = new StringWriter();
    listing.printTable(new PrintWriter(text, true), width);
    return text.toString().lines().toList();
  }

  private static Listing listing() {
    Listing listing = new Listing("state", "keyGroup", "empty", "detail");
    listing.row("counts", 7, Listing.NONE, "it has grown and grown and grown, and will not end");
    listing.row("a-rather-long-name-of-a-state", 1000, Listing.NONE, "");
    return listing;
  }

  @Test
  void withoutATerminal_nothingIsCut_andEmptyColumnsAreLeftOut() {
    assertThat(lines(listing(), OptionalInt.empty()))
        .containsExactly(
            "STATE                          KEY GROUP  DETAIL",
            "counts                                 7  it has grown and grown and grown, and will"
                + " not end",
            "a-rather-long-name-of-a-state       1000");
  }

  @Test
  void onATerminal_noLineIsLonger_andTheLastColumnGoesOnBelowItself() {
    for (int width = 30; width < 90; width++) {
      assertThat(lines(listing(), OptionalInt.of(width))).allMatch(fits(width));
    }
    assertThat(lines(listing(), OptionalInt.of(60)))
        .containsExactly(
            "STATE                    KEY GROUP  DETAIL",
            "counts                           7  it has grown and grown",
            "                                    and grown, and will not",
            "                                    end",
            "a-rather-long-name-of-…       1000");
  }

  @Test
  void onANarrowTerminal_eachRowIsABlock() {
    assertThat(lines(listing(), OptionalInt.of(30)))
        .containsExactly(
            "STATE      counts",
            "KEY GROUP  7",
            "DETAIL     it has grown and g…",
            "",
            "STATE      a-rather-long-name…",
            "KEY GROUP  1000");
  }

  @Test
  void controlCharacters_areShownEscaped() {
    Listing listing = new Listing("key");
    listing.row("a\u001b[2Jb\nc");

    assertThat(lines(listing, OptionalInt.empty())).containsExactly("KEY", "a\\u001b[2Jb\\u000ac");
  }

  private static Predicate<String> fits(int width) {
    return line -> line.length() <= width;
  }
}
