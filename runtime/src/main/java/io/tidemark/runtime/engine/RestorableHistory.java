package io.tidemark.runtime.engine;

import io.tidemark.snapshot.RecoveryOptions.Damaged;
import io.tidemark.snapshot.repository.Recovery;
import io.tidemark.snapshot.repository.SnapshotRepository;
import io.tidemark.snapshot.repository.StoredSnapshot;
import io.tidemark.spi.BlobSource;
import io.tidemark.spi.SnapshotCorruptException;
import io.tidemark.spi.SnapshotNotFoundException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The checkpoints of one job as attempts restore them: by manifests and by the lengths of blobs, so
 * that every byte is read once, by the attempt. What it finds damaged is passed over from then on.
 *
 * <p>{@link #candidate}, {@link #candidateFrom} and {@link #noCheckpoint} use the storage. Any
 * thread.
 */
final class RestorableHistory {

  private final SnapshotRepository repository;
  private final Damaged policy;
  private final Map<Long, SnapshotCorruptException> damages = new ConcurrentHashMap<>();

  RestorableHistory(SnapshotRepository repository, Damaged policy) {
    this.repository = repository;
    this.policy = policy;
  }

  BlobSource source(StoredSnapshot checkpoint) {
    return repository.source(checkpoint);
  }

  /** The newest checkpoint of which no damage is known; errors as of the repository. */
  Recovery candidate() {
    return repository.candidate(policy, damages);
  }

  /**
   * The same of the checkpoints with an id from {@code first} on, whatever became of older ones;
   * nothing if none of them is left.
   */
  Recovery candidateFrom(long first) {
    return repository.candidateFrom(first, policy, damages);
  }

  /** The error of having none. A savepoint is nobody's newest: whoever wants one names it. */
  SnapshotNotFoundException noCheckpoint() {
    URI root = repository.storage().root();
    List<String> savepoints =
        repository.savepoints().stream()
            .flatMap(found -> found.snapshot().stream())
            .map(savepoint -> savepoint.location().uriUnder(root))
            .toList();
    return new SnapshotNotFoundException(
        "Job '"
            + repository.job()
            + "' has no checkpoint under "
            + root
            + (savepoints.isEmpty()
                ? "; name another root, or a snapshot"
                : ", but savepoints, which are restored by name: " + savepoints));
  }

  /** Has the checkpoint with this id not be found again. */
  void passOver(long id, SnapshotCorruptException damage) {
    damages.put(id, damage);
  }
}
