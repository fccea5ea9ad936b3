package io.tidemark.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a frozen generation tells of its entries, while they go on being changed. */
class GenerationTest {

  private static final int ENTRIES = 3_000;
  private static final Column COLUMN = TimerColumns.named("timers");

  @Test
  void contentIsWhatItWasWhenItWasFrozen_whateverBecomesOfTheEntry() {
    Generation generation = new Generation(1);
    Entry kept = added(generation, 7);
    Entry absent = added(generation, 8);
    absent.value = null;
    absent.present = false;
    Entry unchanged = added(generation, 9);

    generation.keep(kept);
    generation.keep(absent);
    fill(kept, 70);
    fill(absent, 80);

    Content read = new Content();
    generation.read(0, read);
    assertThat(read.value).isEqualTo(7L);
    assertThat(read.bits).isEqualTo(7);
    assertThat(read.present).isTrue();
    assertThat(read.fresh).isFalse();
    generation.read(1, read);
    assertThat(read.value).isNull();
    assertThat(read.present).isFalse();
    generation.read(2, read);
    assertThat(read.value).isSameAs(unchanged.value);
    assertThat(kept.kept).isTrue();
    assertThat(unchanged.kept).isFalse();
  }

  @Test
  void readerBesideTheStoresThread_seesNoChange() throws Exception {
    Generation generation = new Generation(1);
    for (int i = 0; i < ENTRIES; i++) {
      added(generation, i);
    }
    AtomicInteger read = new AtomicInteger();
    AtomicInteger changed = new AtomicInteger();
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      Future<?> reading =
          other.submit(
              () -> {
                Content content = new Content();
                for (int i = 0; i < ENTRIES; i++) {
                  read.set(i);
                  do {
                    generation.read(i, content);
                    requireContent(i, content);
                  } while (changed.get() <= i);
                }
              });
      for (int i = 0; i < ENTRIES; i++) {
        while (read.get() < i && !reading.isDone()) {
          Thread.yield();
        }
        Entry entry = generation.get(i);
        generation.keep(entry);
        fill(entry, -i - 1);
        changed.set(i + 1);
      }
      reading.get();
    } finally {
      other.shutdownNow();
    }
  }

  private static void requireContent(long number, Content content) {
    if (content.bits != number
        || !Long.valueOf(number).equals(content.value)
        || !content.present
        || content.fresh) {
      throw new AssertionError(
          "Entry " + number + " was read as " + content.bits + ", " + content.value);
    }
  }

  private static Entry added(Generation generation, long number) {
    Entry entry = new Entry(new byte[] {0, 0}, COLUMN);
    generation.add(entry);
    fill(entry, number);
    return entry;
  }

  private static void fill(Entry entry, long number) {
    entry.bits = number;
    entry.value = number;
    entry.present = number >= 0;
    entry.fresh = number < 0;
  }
}
