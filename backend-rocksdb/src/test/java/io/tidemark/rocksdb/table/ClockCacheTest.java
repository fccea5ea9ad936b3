package io.tidemark.rocksdb.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is held, and what goes first. */
class ClockCacheTest {

  private long capacity = 160;
  private final List<Thing> gone = new ArrayList<>();
  private final ClockCache cache = new ClockCache(() -> capacity);

  private final class Thing extends Cached {

    private final List<Thing> led = new ArrayList<>();

    Thing(int weight) {
      super(weight);
    }

    @Override
    void dropped() {
      gone.add(this);
      led.forEach(Cached::drop);
    }
  }

  @Test
  void guideThatWasNotUsed_goesFirst() {
    List<Thing> guides = List.of(guide(40), guide(40), guide(40), guide(40));
    guide(40);
    assertThat(gone).hasSize(1);
    List<Thing> left = new ArrayList<>(guides);
    left.removeAll(gone);
    left.get(0).use();

    guide(40);
    guide(40);

    assertThat(gone).hasSize(3).contains(left.get(1), left.get(2)).doesNotContain(left.get(0));
  }

  @Test
  void blockThatWasNotUsedAgain_goesFirst() {
    Thing first = block(80);
    Thing second = block(40);
    Thing third = block(40);
    first.use();

    block(60);

    assertThat(gone).containsExactlyInAnyOrder(second, third);
  }

  @Test
  void blocksThatAreNotUsedAgain_pushNoGuideOut() {
    Thing guide = guide(80);
    for (int i = 0; i < 100; i++) {
      block(20);
    }

    assertThat(gone).hasSize(96).doesNotContain(guide);
  }

  @Test
  void blocksThatAreUsedAgain_pushOutGuidesThatAreNot() {
    Thing used = guide(40);
    Thing unused = guide(40);
    for (int i = 0; i < 100; i++) {
      block(20).use();
      used.use();
    }

    assertThat(gone).contains(unused).doesNotContain(used);
  }

  @Test
  void guides_leaveBlocksTheirPart() {
    Thing block = block(10);
    for (int i = 0; i < 100; i++) {
      guide(30).use();
    }

    assertThat(gone).doesNotContain(block);
  }

  @Test
  void bytes_neverExceedTheCapacity() {
    for (int weight = 1; weight <= capacity; weight++) {
      Thing thing = weight % 3 == 0 ? block(weight) : guide(weight);
      if (weight % 5 == 0) {
        thing.use();
      }
      assertThat(cache.bytes()).isBetween((long) weight, capacity);
    }
  }

  @Test
  void whatIsLargerThanAllThatMayBeHeld_isDropped_andPushesNothingOut() {
    guide(60);
    Thing tooLarge = new Thing(161);

    assertThat(cache.addBlock(tooLarge)).isFalse();

    assertThat(cache.bytes()).isEqualTo(60);
    assertThat(gone).containsExactly(tooLarge);
  }

  @Test
  void whatIsDropped_leavesItsRoomToOthers() {
    Thing dropped = guide(100);
    dropped.drop();
    dropped.drop();
    assertThat(cache.bytes()).isZero();

    guide(60);
    block(100);

    assertThat(gone).containsExactly(dropped);
  }

  @Test
  void whatLedToIt_hadToMakeRoom_isNotHeldEither() {
    Thing guide = guide(120);
    Thing block = new Thing(80);
    guide.led.add(block);

    assertThat(cache.addBlock(block)).isFalse();

    assertThat(gone).containsExactlyInAnyOrder(guide, block);
    assertThat(cache.bytes()).isZero();
  }

  @Test
  void shrink_dropsWhatIsMoreThanThereMayBe() {
    guide(40);
    block(30);
    guide(20);
    capacity = 60;

    cache.shrink();

    assertThat(cache.bytes()).isBetween(1L, 60L);
    assertThat(gone).isNotEmpty();
  }

  @Test
  void clear_dropsEverything() {
    Thing guide = guide(60);
    Thing block = block(30);

    cache.clear();

    assertThat(gone).containsExactlyInAnyOrder(guide, block);
    assertThat(cache.bytes()).isZero();
  }

  private Thing guide(int weight) {
    Thing thing = new Thing(weight);
    assertThat(cache.addGuide(thing)).isTrue();
    return thing;
  }

  private Thing block(int weight) {
    Thing thing = new Thing(weight);
    assertThat(cache.addBlock(thing)).isTrue();
    return thing;
  }
}
