package io.tidemark.snapshot.repository;

import io.tidemark.spi.StoredBlob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Deletes what belongs to no snapshot: marks from the manifests, lists what is not marked, marks
 * again, deletes.
 *
 * <p>A job may run beside it. What a snapshot has written that is not yet published is younger than
 * the grace, or it will not be published any more. A blob that a manifest names when it appears was
 * either named by an older manifest until then, and so is in the first marks; or was written for
 * it, and is young.
 */
final class GarbageCollector {

  /** How many blobs are removed with one call, so that a failure loses little. */
  private static final int BATCH = 1000;

  private final JobStorage job;
  private final boolean dryRun;
  private final long cutoff;
  private final List<StoredBlob> removed = new ArrayList<>();
  private final List<StoredBlob> young = new ArrayList<>();
  private final List<StoredBlob> foreign = new ArrayList<>();

  GarbageCollector(JobStorage job, Duration grace, boolean force, boolean dryRun) {
    if (!force && grace.compareTo(job.settings().shelfLife()) < 0) {
      throw new IllegalArgumentException(
          "A grace of "
              + grace
              + " may delete what a running job is about to publish: give "
              + job.settings().shelfLife()
              + " or more, or your word that no job is running");
    }
    this.job = job;
    this.dryRun = dryRun;
    this.cutoff = job.settings().clock().instant().minus(grace).toEpochMilli();
  }

  CollectionReport collect() {
    List<StoredBlob> leftovers = List.copyOf(job.storage().collectLeftovers(cutoff, dryRun));
    Survey survey = Survey.takeStill(job);
    Marks marks = Marks.of(survey, Savepoints.list(job), cutoff);
    List<StoredBlob> candidates = unmarked(survey, marks);
    Survey second = Survey.takeStill(job);
    Marks secondMarks = Marks.of(second, Savepoints.list(job), cutoff);
    candidates.removeIf(blob -> secondMarks.keeps(blob, job.layout().place(blob.name())));
    delete(marks.doomed());
    delete(candidates);
    deleteEpochs(second, secondMarks);
    return new CollectionReport(removed, leftovers, secondMarks.unreadable(), young, foreign);
  }

  private List<StoredBlob> unmarked(Survey survey, Marks marks) {
    long newest = Marks.newestInHistory(survey);
    List<StoredBlob> unmarked = new ArrayList<>();
    try (Stream<StoredBlob> blobs = job.storage().list(job.layout().root())) {
      blobs.forEach(
          blob -> {
            SnapshotLayout.Place place = job.layout().place(blob.name());
            switch (place.kind()) {
              case CHECKPOINT_PART, SAVEPOINT_PART, SHARED -> {
                if (!marks.keeps(blob, place)) {
                  (isYoung(blob) ? young : unmarked).add(blob);
                }
              }
              case SAVEPOINT_NOTE -> {
                if (place.number() < newest && !isYoung(blob)) {
                  unmarked.add(blob);
                }
              }
              case FOREIGN -> foreign.add(blob);
              case CHECKPOINT_MANIFEST, SAVEPOINT_MANIFEST, EPOCH_CLAIM, EPOCH_DECISION -> {}
            }
          });
    }
    return unmarked;
  }

  /**
   * The records of epochs stay while a manifest is as old, for the history needs them; and the
   * newest that started, and all after it, for the next coordinator goes on from them.
   */
  private void deleteEpochs(Survey survey, Marks marks) {
    if (!marks.unreadable().isEmpty() || survey.firstIds().isEmpty()) {
      return;
    }
    long oldestNeeded = survey.firstIds().lastKey();
    for (FoundSnapshot checkpoint : survey.checkpoints().values()) {
      long epoch = checkpoint.snapshot().map(there -> there.manifest().epoch()).orElse(0L);
      if (epoch > 0 && !marks.doomed().contains(checkpoint.blob())) {
        oldestNeeded = Math.min(oldestNeeded, epoch);
      }
    }
    EpochLog.Listing old = survey.epochs().oldBefore(oldestNeeded, cutoff);
    removed.addAll(old.claims().values());
    removed.addAll(old.decisions().values());
    if (!dryRun) {
      job.epochs().delete(old);
    }
  }

  private void delete(List<StoredBlob> blobs) {
    if (!dryRun) {
      for (int i = 0; i < blobs.size(); i += BATCH) {
        List<StoredBlob> batch = blobs.subList(i, Math.min(blobs.size(), i + BATCH));
        job.storage().delete(batch.stream().map(StoredBlob::name).toList());
      }
    }
    removed.addAll(blobs);
  }

  private boolean isYoung(StoredBlob blob) {
    return blob.modifiedMillis() >= cutoff;
  }
}
