package io.tidemark.rocksdb.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is held, and what goes first. */
class ClockCacheTest {

  private long capacity = 100;
  private final List<Thing> forgotten = new ArrayList<>();
  private final ClockCache cache = new ClockCache(() -> capacity);

  private final class Thing extends Cached {

    private boolean unreachable;

    Thing(int weight) {
      super(weight);
    }

    @Override
    boolean isUnreachable() {
      return unreachable;
    }

    @Override
    void forget() {
      forgotten.add(this);
    }
  }

  @Test
  void whatWasNotUsed_goesFirst() {
    Thing first = add(40);
    Thing second = add(40);
    Thing third = add(40);
    assertThat(forgotten).containsExactly(first);
    second.used = true;

    add(20);
    add(40);

    assertThat(forgotten).hasSize(2).contains(third).doesNotContain(second);
  }

  @Test
  void bytes_neverExceedTheCapacity() {
    for (int weight = 1; weight <= 100; weight++) {
      assertThat(cache.add(new Thing(weight))).isTrue();
      assertThat(cache.bytes()).isBetween((long) weight, 100L);
    }
  }

  @Test
  void whatIsLargerThanAllThatMayBeHeld_isNotHeld_andPushesNothingOut() {
    add(60);

    assertThat(cache.add(new Thing(101))).isFalse();
    assertThat(cache.bytes()).isEqualTo(60);
    assertThat(forgotten).isEmpty();
  }

  @Test
  void prune_letsGoOfWhatNobodyCanReach_andOfNothingElse() {
    add(60);
    Thing gone = add(30);
    gone.unreachable = true;

    cache.prune();

    assertThat(cache.bytes()).isEqualTo(60);
    assertThat(forgotten).isEmpty();
  }

  @Test
  void shrink_forgetsWhatIsMoreThanThereMayBe() {
    add(40);
    add(30);
    add(20);
    capacity = 60;

    cache.shrink();

    assertThat(cache.bytes()).isBetween(1L, 60L);
    assertThat(forgotten).isNotEmpty();
  }

  @Test
  void clear_forgetsEverything() {
    Thing one = add(60);
    Thing other = add(30);

    cache.clear();

    assertThat(forgotten).containsExactly(one, other);
    assertThat(cache.bytes()).isZero();
  }

  private Thing add(int weight) {
    Thing thing = new Thing(weight);
    assertThat(cache.add(thing)).isTrue();
    return thing;
  }
}
