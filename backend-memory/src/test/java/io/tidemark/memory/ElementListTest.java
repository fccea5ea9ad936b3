package io.tidemark.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.serialization.Serializers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ElementListTest {

  private static final Seed SEED = Seed.of(ElementListTest.class);

  private final Layout layout = Layout.ofElements(Part.LONG, false);
  private final Column<Long> elements = layout.valueColumn(Serializers.LONG);
  private final Versions versions = new Versions(1);
  private ElementList list = new ElementList(layout, versions.current());

  @Test
  void randomAppendsAndDrops_leaveEachCaptureAsItWas() {
    Random random = SEED.random();
    versions.rememberChanges();
    List<Long> expected = new ArrayList<>();
    Map<ElementList, List<Long>> captured = new HashMap<>();
    Map<List<Long>, List<Long>> views = new IdentityHashMap<>();
    for (int step = 0; step < 5_000; step++) {
      if (random.nextInt(100) == 0) {
        captured.put(list, List.copyOf(expected));
        views.put(list.view(elements), List.copyOf(expected));
        versions.capture();
      }
      list = list.writable(versions);
      if (random.nextInt(20) == 0 && expected.size() > 1) {
        int count = 1 + random.nextInt(Math.min(300, expected.size() - 1));
        list.drop(count);
        expected.subList(0, count).clear();
      } else {
        append(step);
        expected.add((long) step);
      }
      assertThat(list.count()).as("%s", SEED).isEqualTo(expected.size());
    }
    assertThat(read(list, list.firstNumber())).as("%s", SEED).isEqualTo(expected);
    captured.forEach(
        (picture, content) ->
            assertThat(read(picture, picture.firstNumber())).as("%s", SEED).isEqualTo(content));
    views.forEach(
        (view, content) -> {
          assertThat(new ArrayList<>(content)).as("%s", SEED).isEqualTo(walked(view));
          for (int i = 0; i < content.size(); i++) {
            assertThat(view.get(i)).as("%s", SEED).isEqualTo(content.get(i));
          }
        });
  }

  private static List<Long> walked(List<Long> view) {
    List<Long> walked = new ArrayList<>();
    for (Long element : view) {
      walked.add(element);
    }
    return walked;
  }

  @Test
  void appendsAfterACapture_areWhatAnIncrementHas() {
    versions.rememberChanges();
    append(1);
    append(2);
    int base = versions.capture();
    list = list.writable(versions);
    append(3);
    int next = versions.capture();
    list = list.writable(versions);
    append(4);

    assertThat(list.isReplacedSince(base)).isFalse();
    assertThat(read(list, list.appendedSince(base))).containsExactly(3L, 4L);
    assertThat(read(list, list.appendedSince(next))).containsExactly(4L);
    assertThat(list.isReplacedSince(Versions.RESTORED)).isTrue();
  }

  @Test
  void randomAppendsAndPublishedVersions_tellWhatIsNewSinceBothThatAreAskedFor() {
    Random random = SEED.random();
    versions.rememberChanges();
    append(0);
    Map<Integer, Integer> sizes = new HashMap<>();
    for (int round = 0; round < 2_000; round++) {
      for (int i = random.nextInt(3); i > 0; i--) {
        list = list.writable(versions);
        append(round);
      }
      int ended = versions.capture();
      versions.release(ended);
      sizes.put(ended, list.endNumber());
      if (random.nextInt(3) > 0) {
        versions.complete(ended, random.nextInt(30) == 0 ? ended : versions.remembered());
      }
      for (int asked : List.of(versions.remembered(), versions.completed())) {
        if (asked != Versions.RESTORED) {
          assertThat(list.appendedSince(asked)).as("%s", SEED).isEqualTo(sizes.get(asked));
        }
      }
    }
  }

  @Test
  void appendAfterACapture_copiesNoElements() {
    for (int i = 0; i < 100_000; i++) {
      append(i);
    }
    versions.capture();
    long allocated =
        Allocation.of(
            () -> {
              list = list.writable(versions);
              append(1);
            });
    assertThat(allocated).isLessThan(4096);
  }

  private void append(long element) {
    int row = list.append(layout);
    elements.set(list.tail(), row, element);
  }

  private List<Long> read(ElementList from, int number) {
    List<Long> found = new ArrayList<>();
    ElementList.Cursor cursor = from.cursor(number);
    while (cursor.next()) {
      found.add(elements.get(cursor.rows(), cursor.row()));
    }
    return found;
  }
}
