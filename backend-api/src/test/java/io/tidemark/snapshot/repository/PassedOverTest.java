package io.tidemark.snapshot.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.snapshot.RecoveryOptions.Damaged;
import io.tidemark.spi.FencedException;
import io.tidemark.spi.SnapshotCorruptException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A recovery that reads no blob, and what becomes of the checkpoints that it passes over. */
class PassedOverTest {

  private static final int PACKED = 30_000;

  private final Job.Clock clock = new Job.Clock();
  private final MapStorage storage = new MapStorage(clock);
  private final JobClaim claim = repository().claim();
  private long seed;
  private StoredSnapshot older;
  private StoredSnapshot newest;

  @BeforeEach
  void takeTwo() {
    older = Job.checkpoint(claim, PACKED);
    newest = Job.checkpoint(claim, PACKED);
  }

  @Test
  void candidate_isFoundWithoutReadingABlob() {
    List<String> read = new ArrayList<>();
    SnapshotRepository watched =
        Job.repository(
            new InterceptedStorage(
                storage,
                new InterceptedStorage.Interceptor() {
                  @Override
                  public <T> T around(String call, String name, Supplier<T> work) {
                    if (call.equals("read")) {
                      read.add(name);
                    }
                    return work.get();
                  }
                }),
            clock,
            77);

    assertThat(watched.candidate(Damaged.FAIL, Map.of()).snapshot()).contains(newest);

    assertThat(newest.blobNames()).isNotEmpty();
    assertThat(read).contains(newest.location().manifest()).doesNotContainAnyElementsOf(blobs());
  }

  @Test
  void candidateWithAMissingOrShortBlob_isPassedOver() {
    for (String blob : newest.blobNames()) {
      byte[] whole = storage.bytes(blob);
      for (Runnable damage :
          List.<Runnable>of(
              () -> storage.delete(List.of(blob)),
              () -> storage.replace(blob, Job.bytes(PACKED - 1, 1)))) {
        damage.run();
        Recovery recovery = repository().candidate(Damaged.FALL_BACK, Map.of());
        assertThat(recovery.snapshot()).contains(older);
        assertThat(recovery.skipped()).extracting(FoundSnapshot::id).containsExactly(newest.id());
        storage.put(blob, whole);
      }
    }
  }

  @Test
  void candidateThatARestoreFoundDamaged_isPassedOverOrAnErrorAsThePolicySays() {
    SnapshotCorruptException damage = damage(newest);
    Map<Long, SnapshotCorruptException> found = Map.of(newest.id(), damage);

    assertThat(repository().candidate(Damaged.FALL_BACK, found).snapshot()).contains(older);
    assertThatThrownBy(() -> repository().candidate(Damaged.FAIL, found)).isSameAs(damage);
    assertThatThrownBy(
            () ->
                repository()
                    .candidate(
                        Damaged.FALL_BACK, Map.of(newest.id(), damage, older.id(), damage(older))))
        .isSameAs(damage);
  }

  @Test
  void candidateFromAnId_isNoOlderOne_andDamageOfOlderOnesIsNothingToIt() {
    Map<Long, SnapshotCorruptException> found = Map.of(older.id(), damage(older));
    SnapshotRepository jobs = repository();

    assertThat(jobs.candidateFrom(newest.id(), Damaged.FAIL, found).snapshot()).contains(newest);
    assertThat(jobs.candidateFrom(newest.id() + 1, Damaged.FAIL, found).snapshot()).isEmpty();

    SnapshotCorruptException damage = damage(newest);
    Recovery none = jobs.candidateFrom(newest.id(), Damaged.FALL_BACK, Map.of(newest.id(), damage));
    assertThat(none.snapshot()).isEmpty();
    assertThat(none.skipped()).extracting(FoundSnapshot::id).containsExactly(newest.id());
    assertThatThrownBy(
            () -> jobs.candidateFrom(newest.id(), Damaged.FAIL, Map.of(newest.id(), damage)))
        .isSameAs(damage);
  }

  @Test
  void passedOver_isNoHistoryAnyMoreAlthoughItReadsWhole() {
    JobClaim successor = repository().claim();
    JobClaim went = successor.passOver(foundDamaged());

    assertThat(repository().latest()).contains(older);
    assertThat(repository().claim().start()).isGreaterThan(older.id());
    assertThat(repository().latest()).contains(older);
    assertThat(went.epoch()).isEqualTo(successor.epoch() + 1);
    assertThat(repository().checkpoint(newest.id())).isEqualTo(newest);
  }

  @Test
  void passedOver_whoseManifestReadsAgain_isNoHistory() {
    storage.flip(newest.location().manifest(), 50);
    Recovery recovery = repository().candidate(Damaged.FALL_BACK, Map.of());
    assertThat(recovery.snapshot()).contains(older);
    repository().claim().passOver(recovery);

    storage.flip(newest.location().manifest(), 50);

    assertThat(repository().latest()).contains(older);
  }

  @Test
  void checkpointAfterwards_hasAnIdOfItsOwnAndIsTheNewest() {
    JobClaim successor = repository().claim();
    long begun = successor.beginCheckpoint().id();
    JobClaim went = successor.passOver(foundDamaged());
    StoredSnapshot next = Job.checkpoint(went, PACKED);

    assertThat(next.id()).isGreaterThan(begun);
    assertThat(repository().latest()).contains(next);
    assertThat(repository().claim().start()).isEqualTo(next.id() + 1);
    assertThat(repository().checkpoints())
        .extracting(FoundSnapshot::id)
        .containsExactly(older.id(), next.id());
  }

  @Test
  void whoeverWasThereBefore_beginsAndPublishesNoMore() {
    JobClaim successor = repository().claim();
    PendingSnapshot pending = successor.beginCheckpoint();
    successor.passOver(foundDamaged());

    assertThatThrownBy(successor::beginCheckpoint).isInstanceOf(FencedException.class);
    assertThatThrownBy(() -> Job.publish(pending)).isInstanceOf(FencedException.class);
    assertThatThrownBy(() -> successor.retain(1)).isInstanceOf(FencedException.class);
    assertThat(repository().latest()).contains(older);
  }

  @Test
  void passingOver_whenSomebodyElseClaimed_isFencedAndChangesNothing() {
    JobClaim slow = repository().claim();
    JobClaim other = repository().claim();

    assertThatThrownBy(() -> slow.passOver(foundDamaged())).isInstanceOf(FencedException.class);

    assertThat(repository().latest()).contains(newest);
    assertThat(Job.checkpoint(other, PACKED).id()).isGreaterThan(newest.id());
  }

  @Test
  void nothingPassedOver_keepsTheClaim() {
    JobClaim successor = repository().claim();
    assertThat(successor.passOver(repository().candidate(Damaged.FALL_BACK, Map.of())))
        .isSameAs(successor);
  }

  /** Somebody slow may still be retiring the older one. */
  @Test
  void whatStandsIn_isNotBuiltOn_byALaterClaimEither() {
    assertThat(repository().claim().passOver(foundDamaged()).mayBuildOn(older.id())).isFalse();
    assertThat(repository().claim().mayBuildOn(older.id())).isFalse();
  }

  @Test
  void collection_removesThePassedOverOnlyWhenANewerOneIsThere() {
    JobClaim went = repository().claim().passOver(foundDamaged());
    clock.advance(Duration.ofDays(1));
    repository().collect(Duration.ofHours(1), false);
    assertThat(storage.names()).contains(newest.location().manifest());

    StoredSnapshot next = Job.checkpoint(went, PACKED);
    clock.advance(Duration.ofDays(1));
    repository().collect(Duration.ofHours(1), false);
    assertThat(storage.names()).doesNotContain(newest.location().manifest());
    repository().collect(Duration.ofHours(1), false);
    assertThat(storage.names()).doesNotContainAnyElementsOf(newest.blobNames());
    assertThat(repository().checkpoints())
        .extracting(FoundSnapshot::id)
        .containsExactly(older.id(), next.id());
  }

  private Recovery foundDamaged() {
    return repository().candidate(Damaged.FALL_BACK, Map.of(newest.id(), damage(newest)));
  }

  private static SnapshotCorruptException damage(StoredSnapshot of) {
    return new SnapshotCorruptException(of.blobNames().iterator().next(), 7, "a test said so");
  }

  private List<String> blobs() {
    List<String> blobs = new ArrayList<>(newest.blobNames());
    blobs.addAll(older.blobNames());
    return blobs;
  }

  private SnapshotRepository repository() {
    return Job.repository(storage, clock, ++seed);
  }
}
