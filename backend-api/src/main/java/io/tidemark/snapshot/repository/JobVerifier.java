package io.tidemark.snapshot.repository;

import io.tidemark.snapshot.EpochFormat;
import io.tidemark.snapshot.SavepointNoteFormat;
import io.tidemark.snapshot.repository.VerifyReport.Damage;
import io.tidemark.spi.SnapshotCorruptException;
import io.tidemark.spi.SnapshotVersionException;
import io.tidemark.spi.StoredBlob;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Checks everything that lies in a job's folder. A job may run meanwhile: what it retires is no
 * damage. Nor is it if only late checkpoints miss a blob: whoever restores has no use for them, and
 * whoever retires does not mind them.
 */
final class JobVerifier {

  private final JobStorage job;
  private final List<Damage> damages = new ArrayList<>();
  private final Set<String> late = new HashSet<>();

  JobVerifier(JobStorage job) {
    this.job = job;
  }

  VerifyReport verify(WorkProgress progress) {
    Survey survey = Survey.take(job);
    List<FoundSnapshot> found = new ArrayList<>(survey.checkpoints().values());
    found.addAll(Savepoints.list(job));
    NamedBlobs named = new NamedBlobs();
    for (FoundSnapshot snapshot : found) {
      snapshot.snapshot().ifPresent(named::add);
      String manifest = snapshot.location().manifest();
      if (snapshot.late()) {
        late.add(manifest);
      }
      snapshot
          .damage()
          .ifPresent(damage -> damages.add(new Damage(manifest, damage, List.of(manifest))));
    }
    verifyRecords(survey);
    AtomicLong read =
        new AtomicLong(
            found.stream()
                .flatMap(one -> one.snapshot().stream())
                .mapToLong(StoredSnapshot::manifestBytes)
                .sum());
    verifyBlobs(
        named,
        (bytes, total) -> {
          read.addAndGet(bytes);
          progress.advanced(bytes, total);
        });
    return new VerifyReport(found.size(), named.all().size(), read.get(), damages, unnamed(named));
  }

  private void verifyBlobs(NamedBlobs named, WorkProgress progress) {
    BlobVerifier verifier = new BlobVerifier(job.storage(), job.settings().work());
    for (BlobVerifier.Finding finding : verifier.findings(named, progress)) {
      List<String> manifests =
          finding.blob().manifests().stream()
              .filter(manifest -> !late.contains(manifest) && job.atomicBlobs().exists(manifest))
              .toList();
      if (!manifests.isEmpty()) {
        damages.add(new Damage(finding.blob().name(), finding.problem(), manifests));
      }
    }
  }

  private void verifyRecords(Survey survey) {
    survey
        .epochs()
        .claims()
        .forEach(
            (epoch, blob) ->
                verifyRecord(
                    blob, epoch, bytes -> EpochFormat.claimFromBytes(bytes, blob.name()).epoch()));
    survey
        .epochs()
        .decisions()
        .forEach(
            (epoch, blob) ->
                verifyRecord(
                    blob,
                    epoch,
                    bytes -> EpochFormat.decisionFromBytes(bytes, blob.name()).epoch()));
    survey
        .notes()
        .forEach(
            (id, blob) ->
                verifyRecord(
                    blob, id, bytes -> SavepointNoteFormat.fromBytes(bytes, blob.name()).id()));
  }

  /** Reads the number that a record gives itself. */
  @FunctionalInterface
  private interface RecordNumber {
    long read(byte[] bytes);
  }

  private void verifyRecord(StoredBlob blob, long number, RecordNumber recordNumber) {
    try {
      byte[] bytes = job.atomicBlobs().read(blob.name()).orElse(null);
      if (bytes != null && recordNumber.read(bytes) != number) {
        throw new SnapshotCorruptException(blob.name(), 0, "it is the record of another number");
      }
    } catch (SnapshotCorruptException | SnapshotVersionException e) {
      damages.add(new Damage(blob.name(), e, List.of()));
    }
  }

  private List<StoredBlob> unnamed(NamedBlobs named) {
    try (Stream<StoredBlob> blobs = job.storage().list(job.layout().root())) {
      return blobs
          .filter(blob -> !named.contains(blob.name()))
          .filter(blob -> !isChecked(job.layout().place(blob.name()).kind()))
          .toList();
    }
  }

  private static boolean isChecked(SnapshotLayout.Kind kind) {
    return switch (kind) {
      case CHECKPOINT_MANIFEST, SAVEPOINT_MANIFEST, SAVEPOINT_NOTE, EPOCH_CLAIM, EPOCH_DECISION ->
          true;
      case CHECKPOINT_PART, SAVEPOINT_PART, SHARED, FOREIGN -> false;
    };
  }
}
