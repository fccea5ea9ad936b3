package io.tidemark.snapshot.repository;

import io.tidemark.snapshot.ManifestFormat;
import io.tidemark.snapshot.SnapshotKind;
import io.tidemark.snapshot.SnapshotManifest;
import io.tidemark.snapshot.repository.NamedBlobs.Named;
import io.tidemark.spi.BlobReader;
import io.tidemark.spi.BlobWriter;
import io.tidemark.spi.ParallelWork;
import io.tidemark.spi.SnapshotCorruptException;
import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.StoredBlob;
import io.tidemark.spi.SupportsCopy;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Copies a snapshot. Its blobs keep their names under another root, so that a copy that was broken
 * off finds what it had done. Every byte is checked: on its way where it comes through here, else,
 * copied by the server or by an earlier attempt, by reading it back. The manifest comes last.
 */
final class SnapshotCopy {

  private static final int READ_BYTES = 1 << 20;

  private final SnapshotStorage source;
  private final StoredSnapshot original;
  private final JobStorage target;
  private final byte[] manifest;
  private final StoredSnapshot copy;
  private final WorkProgress progress;
  private final BlobVerifier targetVerifier;
  private final Set<String> verified = new HashSet<>();

  SnapshotCopy(
      SnapshotStorage source,
      StoredSnapshot original,
      JobStorage target,
      SnapshotLocation location,
      SnapshotManifest manifest,
      WorkProgress progress) {
    this.source = source;
    this.original = original;
    this.target = target;
    this.manifest = ManifestFormat.toBytes(manifest);
    this.copy = new StoredSnapshot(location, manifest, this.manifest.length);
    this.progress = progress;
    this.targetVerifier = new BlobVerifier(target.storage(), target.settings().work());
  }

  StoredSnapshot run() {
    requireNoOther();
    copyWhatIsMissing(progress);
    publish();
    // A collection that began before the manifest was there may have taken what lay there for long.
    if (copyWhatIsMissing(WorkProgress.NONE)) {
      publish();
    }
    return copy;
  }

  /** Whatever was copied before survives the machine when this returned. */
  private void publish() {
    if (!target.atomicBlobs().isOurs(copy.location().manifest(), manifest)) {
      throw otherExists();
    }
  }

  private void requireNoOther() {
    Optional<StoredSnapshot> there = target.manifests().read(copy.location());
    if (there.isPresent() && !there.get().manifest().equals(copy.manifest())) {
      throw otherExists();
    }
    boolean checkpoint = copy.manifest().kind() == SnapshotKind.CHECKPOINT;
    if (checkpoint && Survey.take(target).wouldBeLate(copy.manifest())) {
      throw new SnapshotExistsException(
          "Job '"
              + target.job()
              + "' has a history of its own under "
              + target.storage().root()
              + ", to which checkpoint "
              + copy.id()
              + " cannot belong: copy it for another job's name, or as a savepoint");
    }
  }

  private SnapshotExistsException otherExists() {
    return new SnapshotExistsException(
        "There is another snapshot at "
            + copy.location().manifest()
            + " under "
            + target.storage().root()
            + ": choose another name, or delete that one");
  }

  /** Says whether anything was. */
  private boolean copyWhatIsMissing(WorkProgress told) {
    Set<String> there = present();
    NamedBlobs blobs = NamedBlobs.of(List.of(copy));
    long total = blobs.length();
    List<Named> missing =
        blobs.all().stream()
            .filter(blob -> !there.contains(blob.name()) || !verified.contains(blob.name()))
            .toList();
    target
        .settings()
        .work()
        .map(
            missing,
            (blob, cancellation) -> {
              copyBlob(blob, there.contains(blob.name()), cancellation);
              told.advanced(blob.length(), total);
              return blob.name();
            })
        .forEach(verified::add);
    return !missing.isEmpty();
  }

  private Set<String> present() {
    Set<String> present = new HashSet<>();
    List<String> prefixes =
        copy.location().isSelfContained()
            ? List.of(copy.location().folder())
            : List.of(copy.location().folder(), target.layout().shared());
    for (String prefix : prefixes) {
      try (Stream<StoredBlob> blobs = target.storage().list(prefix)) {
        blobs.forEach(blob -> present.add(blob.name()));
      }
    }
    return present;
  }

  private void copyBlob(Named blob, boolean isThere, ParallelWork.Cancellation cancellation) {
    String name = blob.name().substring(copy.location().base().length());
    String sourceName = original.location().name(name);
    boolean copied = isThere ? lasts(blob.name()) : copyOnServer(sourceName, blob.name());
    if (!copied || !isWhole(blob, cancellation)) {
      stream(sourceName, blob, copied, cancellation);
    }
  }

  /**
   * Makes sure that what an earlier attempt left survives the machine, of which a process that was
   * killed had perhaps not come to it. False if it is gone.
   */
  private boolean lasts(String name) {
    if (target.storage().createIfAbsent(name, new byte[0])) {
      target.storage().delete(List.of(name));
      return false;
    }
    return true;
  }

  private boolean copyOnServer(String sourceName, String name) {
    return target.storage() instanceof SupportsCopy server
        && server.copy(source, sourceName, name).isPresent();
  }

  private boolean isWhole(Named blob, ParallelWork.Cancellation cancellation) {
    try {
      targetVerifier.verify(blob, cancellation, bytes -> {});
      return true;
    } catch (SnapshotCorruptException e) {
      return false;
    }
  }

  /**
   * What is damaged makes room only when the original has been read and is whole: target and source
   * may be one place under two names.
   */
  private void stream(
      String sourceName, Named blob, boolean damaged, ParallelWork.Cancellation cancellation) {
    BlobCheck check = new BlobCheck(sourceName, blob.parts());
    byte[] buffer = new byte[(int) Math.min(READ_BYTES, blob.length() + PackTrailer.BYTES + 1)];
    try (BlobReader in = StorageBlobSource.present(source, sourceName, 0, Long.MAX_VALUE);
        BlobWriter<StoredBlob> out = target.storage().write(blob.name())) {
      for (int read = in.read(buffer, 0, buffer.length);
          read >= 0;
          read = in.read(buffer, 0, buffer.length)) {
        cancellation.check();
        check.update(buffer, 0, read);
        out.write(buffer, 0, read);
      }
      check.finish();
      if (damaged) {
        target.storage().delete(List.of(blob.name()));
      }
      out.commit();
    }
  }
}
