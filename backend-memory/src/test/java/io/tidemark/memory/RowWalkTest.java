package io.tidemark.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.serialization.Serializers;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RowWalkTest {

  private static final Seed SEED = Seed.of(RowWalkTest.class);
  private static final int KEYS = 20_000;

  private final DirectoryModel<Long> model = new DirectoryModel<>(Serializers.LONG);
  private final Column<Long> keys = model.layout.keyColumn(Serializers.LONG);
  private final RowWalk walk = new RowWalk(() -> model.directory, model.layout);
  private final Set<Long> seen = new HashSet<>();

  @Test
  void pagesThatAreJoinedAroundAWalk_haveNoRowTwiceAndLackNone() {
    putAll();
    see(KEYS / 3);
    int pages = model.pages();
    for (long key = 0; key < KEYS; key++) {
      if (key % 100 != 0) {
        model.remove(key);
      }
    }
    assertThat(model.pages()).isLessThan(pages / 10);
    see(KEYS);
    assertThat(seen).containsAll(model.expected.keySet());
  }

  @Test
  void pagesThatAreJoinedAndSplitAroundAWalk_haveNoRowTwiceAndLackNone() {
    Random random = SEED.random();
    putAll();
    Set<Long> stayed = new HashSet<>(model.expected.keySet());
    for (int round = 0; round < 40; round++) {
      see(KEYS / 100);
      for (int i = 0; i < KEYS / 10; i++) {
        long key = random.nextInt(KEYS);
        model.remove(key);
        stayed.remove(key);
      }
      for (long i = round % 4 == 0 ? KEYS / 2 : 0; i > 0; i--) {
        model.put(KEYS + i, i);
      }
      for (long i = round % 4 == 3 ? KEYS / 2 : 0; i > 0; i--) {
        model.remove(KEYS + i);
      }
    }
    see(2 * KEYS);
    assertThat(seen).as("%s", SEED).containsAll(stayed);
  }

  private void putAll() {
    for (long key = 0; key < KEYS; key++) {
      model.put(key, key);
    }
  }

  /** Sees rows, none of which was seen before. */
  private void see(int rows) {
    for (int i = 0; i < rows && walk.next(); i++) {
      long key = keys.get(walk.page(), walk.slot());
      assertThat(seen.add(key)).as("%d of %s", key, SEED).isTrue();
    }
  }
}
