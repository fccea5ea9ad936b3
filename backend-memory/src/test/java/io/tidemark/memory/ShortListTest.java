package io.tidemark.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.serialization.Serializers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ShortListTest {

  private static final Seed SEED = Seed.of(ShortListTest.class);

  private final ListElements<Long> elements = new ListElements<>(Serializers.LONG, null);
  private final Versions versions = new Versions(1);
  private Object list = elements.create(versions.current());

  @Test
  void randomAppends_leaveEachCaptureAndViewAsItWasAndTellWhatIsNew() {
    Random random = SEED.random();
    versions.rememberChanges();
    for (int round = 0; round < 300; round++) {
      list = elements.create(versions.current());
      int created = versions.current();
      List<Long> expected = new ArrayList<>();
      Map<Integer, List<Long>> captured = new HashMap<>();
      Map<Object, List<Long>> pictures = new IdentityHashMap<>();
      for (int step = random.nextInt(40); step > 0; step--) {
        if (random.nextInt(4) == 0) {
          pictures.put(list, List.copyOf(expected));
          pictures.put(elements.view(list), List.copyOf(expected));
          int version = versions.capture();
          captured.put(version, List.copyOf(expected));
          if (random.nextBoolean()) {
            versions.release(version);
            pictures.remove(list);
          }
        } else {
          append(random.nextLong(), expected);
        }
        captured.forEach((base, before) -> assertBuildsOn(base, before, expected));
        assertThat(elements.isReplacedSince(list, created - 1)).as("%s", SEED).isTrue();
      }
      pictures.forEach((picture, then) -> assertThat(read(picture)).as("%s", SEED).isEqualTo(then));
    }
  }

  @Test
  void anAppendInEachVersion_isAloneWhatAnIncrementHas() {
    for (long element = 0; element < ShortList.MOST; element++) {
      append(element, new ArrayList<>());
      int base = versions.capture();
      if (element > 0) {
        assertThat(elements.isReplacedSince(list, base - 1)).isFalse();
        assertThat(elements.appendedSince(list, base - 1)).isEqualTo((int) element);
      }
      assertThat(elements.appendedSince(list, base)).isEqualTo(elements.endNumber(list));
    }
  }

  @Test
  void oneElementTooMany_makesItAnElementList() {
    List<Long> expected = new ArrayList<>();
    while (expected.size() < ShortList.MOST) {
      append(7L * expected.size(), expected);
    }
    assertThat(list).isInstanceOf(long[].class);
    append(-1, expected);
    assertThat(list).isInstanceOf(ElementList.class);
    assertThat(elements.view(list)).isEqualTo(expected);
  }

  @Test
  void aWalkOverAView_endsWhereTheListEndedWhateverIsAppendedMeanwhile() {
    List<Long> expected = new ArrayList<>();
    append(3, expected);
    append(4, expected);
    Iterator<Long> walk = elements.view(list).iterator();
    append(5, new ArrayList<>());
    assertThat(walk).toIterable().containsExactlyElementsOf(expected);
    assertThatThrownBy(walk::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void appendingAllOfAnother_keepsTheirOrderWhateverTheirLengths() {
    for (int first : new int[] {0, 3, 15, 40}) {
      for (int second : new int[] {1, 12, 40}) {
        List<Long> expected = new ArrayList<>();
        list = elements.create(versions.current());
        for (long element = 0; element < second; element++) {
          append(-element, new ArrayList<>());
        }
        Object others = list;
        list = elements.create(versions.current());
        for (long element = 0; element < first; element++) {
          append(element, expected);
        }
        expected.addAll(elements.view(others));
        assertThat(elements.view(elements.appendAll(list, others, versions))).isEqualTo(expected);
      }
    }
  }

  private void assertBuildsOn(int base, List<Long> before, List<Long> now) {
    if (!elements.isReplacedSince(list, base)) {
      List<Long> built = new ArrayList<>(before);
      List<Long> all = elements.view(list);
      built.addAll(all.subList(elements.appendedSince(list, base), all.size()));
      assertThat(built).as("%s", SEED).isEqualTo(now);
    }
  }

  private void append(long element, List<Long> expected) {
    list = elements.append(list, element, 0, versions);
    expected.add(element);
  }

  @SuppressWarnings("unchecked")
  private List<Long> read(Object picture) {
    return picture instanceof List<?> view
        ? List.copyOf((List<Long>) view)
        : List.copyOf(elements.view(picture));
  }
}
