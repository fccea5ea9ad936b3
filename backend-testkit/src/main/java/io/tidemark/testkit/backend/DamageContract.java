package io.tidemark.testkit.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.serialization.Serializers;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobUse;
import io.tidemark.spi.CaptureRequest.Mode;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.SnapshotCorruptException;
import io.tidemark.spi.StoreRestore;
import io.tidemark.spi.StoreSnapshot;
import io.tidemark.testkit.InMemoryBlobs;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Bytes that are not what was written: a restore ends in an error that names the blob and the
 * place, never in wrong state, and never without end.
 */
abstract class DamageContract extends BackendContract {

  /** How many damages of a larger snapshot are tried, unless this property says otherwise. */
  static final String DAMAGES = "tidemark.kit.damages";

  private static final int DEFAULT_DAMAGES = 10_000;

  DamageContract(StateBackendKit kit) {
    super(kit);
  }

  @ParameterizedTest
  @EnumSource
  void everyFlippedByte_isFoundAndNamed(Mode mode) {
    StoreSnapshot snapshot = chain(mode, 4);
    for (BlobRef.Stored blob : storedBlobs(snapshot)) {
      for (long offset = 0; offset < blob.length(); offset++) {
        InMemoryBlobs damaged = engine.blobs().copy();
        damaged.flip(blob, offset, 1 << (offset % 8));
        assertFound(snapshot, damaged, blob, "byte " + offset + " flipped");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyCut_isFoundAndNamed(Mode mode) {
    StoreSnapshot snapshot = chain(mode, 4);
    for (BlobRef.Stored blob : storedBlobs(snapshot)) {
      for (long length = 0; length < blob.length(); length++) {
        InMemoryBlobs damaged = engine.blobs().copy();
        damaged.cut(blob, length);
        assertFound(snapshot, damaged, blob, "cut after " + length + " bytes");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void missingBlob_isFoundAndNamed(Mode mode) {
    StoreSnapshot snapshot = chain(mode, 4);
    for (BlobRef.Stored blob : storedBlobs(snapshot)) {
      InMemoryBlobs damaged = engine.blobs().copy();
      damaged.remove(blob);
      assertFound(snapshot, damaged, blob, "removed");
    }
  }

  /** A third of the damages each for an increment's chain, a full snapshot and a savepoint. */
  @ParameterizedTest
  @EnumSource
  void randomDamage_isFoundAndNamed(Mode mode) {
    int damages = Integer.getInteger(DAMAGES, DEFAULT_DAMAGES) / Mode.values().length;
    StoreSnapshot snapshot = chain(mode, 60);
    List<BlobRef.Stored> blobs = storedBlobs(snapshot);
    Random random = new Random(mode.name().hashCode());
    for (int damage = 0; damage < damages; damage++) {
      BlobRef.Stored blob = blobs.get(random.nextInt(blobs.size()));
      InMemoryBlobs damaged = engine.blobs().copy();
      String what = damage(damaged, blob, random);
      assertFound(snapshot, damaged, blob, "damage " + damage + ": " + what);
    }
  }

  @ParameterizedTest
  @EnumSource
  void damageSeenBySomeKeyGroupsOnly_isFoundOrDoesNotMatter(Mode mode) {
    StoreSnapshot snapshot = chain(mode, 60);
    KeyGroupRange part = KeyGroupRange.of(4, 7);
    SortedMap<String, Object> expected;
    try (KitStore<Long> store = engine.restore(Serializers.LONG, part, List.of(snapshot))) {
      expected = new Sample(store).contents();
    }
    List<BlobRef.Stored> blobs = storedBlobs(snapshot);
    Random random = new Random(mode.name().hashCode());
    for (int damage = 0; damage < 300; damage++) {
      BlobRef.Stored blob = blobs.get(random.nextInt(blobs.size()));
      InMemoryBlobs damaged = engine.blobs().copy();
      String what = damage(damaged, blob, random);
      try (KitStore<Long> store = restoreFrom(damaged, part, snapshot)) {
        assertThat(new Sample(store).contents()).as(what).isEqualTo(expected);
      } catch (SnapshotCorruptException e) {
        assertNamed(e, blob, what);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void walkOfADamagedSnapshot_findsAndNamesIt(Mode mode) {
    StoreSnapshot snapshot = chain(mode, 4);
    for (BlobRef.Stored blob : storedBlobs(snapshot)) {
      for (long offset = 0; offset < blob.length(); offset++) {
        InMemoryBlobs damaged = engine.blobs().copy();
        damaged.flip(blob, offset, 1 << (offset % 8));
        String what = "byte " + offset + " flipped";
        try {
          SampleEntries.of(
              snapshot, KitEngine.ALL, TrackedBlobs.source(damaged, engine.borrowed()));
          throw new AssertionError("Not found in " + blob + ": " + what);
        } catch (SnapshotCorruptException e) {
          assertNamed(e, blob, what);
        }
      }
    }
    assertThat(engine.borrowed().leaks()).isEmpty();
  }

  private void assertFound(
      StoreSnapshot snapshot, InMemoryBlobs damaged, BlobRef.Stored blob, String what) {
    try (KitStore<Long> store = restoreFrom(damaged, KitEngine.ALL, snapshot)) {
      new Sample(store).contents();
    } catch (SnapshotCorruptException e) {
      assertNamed(e, blob, what);
      return;
    }
    throw new AssertionError("Not found in " + blob + ": " + what);
  }

  private static void assertNamed(SnapshotCorruptException e, BlobRef.Stored blob, String what) {
    assertThat(e.blob()).as(what).contains(blob.name());
    assertThat(e.offset()).as(what).isBetween(blob.offset(), blob.offset() + blob.length());
    assertThat(e).hasMessageContaining(e.blob()).hasMessageContaining(String.valueOf(e.offset()));
  }

  private KitStore<Long> restoreFrom(
      InMemoryBlobs blobs, KeyGroupRange keyGroups, StoreSnapshot snapshot) {
    return engine.open(
        Serializers.LONG,
        keyGroups,
        new StoreRestore(List.of(snapshot), TrackedBlobs.source(blobs, engine.borrowed()), false));
  }

  /** Two rounds of changes, and what the second left. */
  private StoreSnapshot chain(Mode mode, int keys) {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Sample sample = new Sample(store).fill(0, keys);
      store.snapshot(mode);
      sample.remove(1, 1, 2);
      sample.put(2, 50);
      return store.snapshot(mode);
    }
  }

  private static String damage(InMemoryBlobs blobs, BlobRef.Stored blob, Random random) {
    long offset = random.nextLong(blob.length());
    if (random.nextInt(4) == 0) {
      blobs.cut(blob, offset);
      return "cut after " + offset + " bytes";
    }
    int mask = 1 + random.nextInt(255);
    blobs.flip(blob, offset, mask);
    if (random.nextInt(4) == 0 && offset + 1 < blob.length()) {
      blobs.flip(blob, offset + 1, 1 + random.nextInt(255));
      return "bytes " + offset + " and the next changed";
    }
    return "byte " + offset + " changed by " + mask;
  }

  private static List<BlobRef.Stored> storedBlobs(StoreSnapshot snapshot) {
    List<BlobRef.Stored> blobs = new ArrayList<>();
    for (BlobUse use : snapshot.blobs()) {
      if (use.blob() instanceof BlobRef.Stored stored && stored.length() > 0) {
        blobs.add(stored);
      }
    }
    assertThat(blobs).isNotEmpty();
    return blobs;
  }
}
