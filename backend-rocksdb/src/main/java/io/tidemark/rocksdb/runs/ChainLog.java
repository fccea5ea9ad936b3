package io.tidemark.rocksdb.runs;

import io.tidemark.spi.BlobRef;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What later snapshots of a store can build on: the runs it wrote, and the chains of snapshots that
 * were written and not discarded. Any thread may call it.
 *
 * <p><b>Invariant.</b> For every chain that is kept, and every capture that is open, each run with
 * a later sequence is kept too, as are the files of every chain that is kept or being built on, and
 * runs that the database has not taken over yet. Files that fall out of this are deleted here and
 * nowhere else. So the next snapshot is always a kept chain plus the runs since; a discarded
 * snapshot's runs are in the next one again, because its chain is gone and theirs is older. When a
 * snapshot completes, older chains are let go.
 *
 * <p>Should snapshots stay out while runs come in, until those weigh more than the chain itself,
 * then the chains are let go with the runs: the next snapshot writes everything, which costs no
 * more.
 *
 * <p>Of a store that began empty <em>all</em> runs are kept as long as nothing was folded and they
 * {@linkplain Seeds can be} the beginning of a chain.
 */
public final class ChainLog {

  private static final long KEPT_BYTES_AT_LEAST = 64L << 20;

  /** The id of the chain that was restored, older than every snapshot's. */
  private static final long RESTORED = Long.MIN_VALUE;

  private final NavigableMap<Long, Run> runs = new TreeMap<>();
  private final NavigableMap<Long, Chain> chains = new TreeMap<>();
  private final Map<Long, Basis> open = new TreeMap<>();
  private final Set<Long> discarded = new TreeSet<>();
  private final Set<Path> onDisk = new HashSet<>();
  private long completed = RESTORED;

  /** The sequence of the last run that the database has. */
  private long taken = Long.MIN_VALUE;

  /** Whether {@link #runs} are all that there ever were. */
  private boolean all;

  /** A run, and the keys of all runs up to it since the first that is kept. */
  private record Run(List<RunFile> files, KeySketch keys) {}

  /**
   * What one snapshot builds on.
   *
   * @param upTo the sequence of the last run in its picture
   * @param chain an earlier snapshot's chain, if there is one
   * @param runs the runs since then, or all that there were if they can be seeds
   * @param seeds whether the chain and the runs together can be the seeds of a new chain
   */
  record Basis(
      long snapshotId, long upTo, @Nullable Chain chain, List<RunFile> runs, boolean seeds) {

    static Basis nothing(long snapshotId, long upTo) {
      return new Basis(snapshotId, upTo, null, List.of(), false);
    }
  }

  /** Makes a log; {@code empty} says whether the store begins without any entry. */
  public ChainLog(boolean empty) {
    all = empty;
  }

  /** Begins with the chain of the snapshots that the store was restored from. */
  synchronized void restored(Chain chain) {
    chains.put(RESTORED, chain);
    chain.files().forEach(file -> onDisk.add(file.file().path()));
  }

  /** Notes a run that was written. Sequences come in ascending order. */
  public synchronized void ran(long sequence, List<RunFile> files, KeySketch keys) {
    Map.Entry<Long, Run> last = runs.lastEntry();
    if (last != null) {
      keys.addAll(last.getValue().keys());
    }
    runs.put(sequence, new Run(files, keys));
    files.forEach(file -> onDisk.add(file.path()));
    all = all && (keptBytes() < KEPT_BYTES_AT_LEAST || canBeSeeds(sequence));
    boundKeptRuns();
    sweep();
  }

  /** Notes that the database has taken over all runs up to {@code sequence}. */
  public synchronized void taken(long sequence) {
    taken = sequence;
    sweep();
  }

  /** Whether the next run may become one of the seeds of a chain. */
  public synchronized boolean beginsChain() {
    return all && chains.isEmpty();
  }

  /** Notes that a picture was taken, which contains the runs up to {@code upTo}. */
  public synchronized void captured(long snapshotId, long upTo) {
    open.put(snapshotId, Basis.nothing(snapshotId, upTo));
  }

  /**
   * Gives a captured snapshot what it builds on, and keeps that until {@link #ended}.
   *
   * @param asTheyAre whether files may be taken as they are; else the basis is nothing
   */
  synchronized Basis begin(long snapshotId, long upTo, boolean asTheyAre) {
    Map.Entry<Long, Chain> newest = chains.lowerEntry(snapshotId);
    Basis basis;
    boolean seeds = all && canBeSeeds(upTo);
    if (!asTheyAre) {
      basis = Basis.nothing(snapshotId, upTo);
    } else if (newest != null && newest.getValue().upTo() <= upTo) {
      Chain chain = newest.getValue();
      List<RunFile> since = files(runs.subMap(chain.upTo(), false, upTo, true));
      basis = new Basis(snapshotId, upTo, chain, since, seeds && chain.isUnfolded());
    } else if (seeds) {
      basis = new Basis(snapshotId, upTo, null, files(runs.headMap(upTo, true)), true);
    } else {
      basis = Basis.nothing(snapshotId, upTo);
    }
    open.put(snapshotId, basis);
    return basis;
  }

  /** Notes the chain of a snapshot that was fully written. */
  synchronized void written(long snapshotId, Chain chain) {
    if (!discarded.remove(snapshotId) && snapshotId >= completed) {
      chains.put(snapshotId, chain);
    }
    chain.files().forEach(file -> onDisk.add(file.file().path()));
    all = all && chain.isUnfolded();
  }

  /** Notes that a capture is closed, whether it was written or not. */
  public synchronized void ended(long snapshotId) {
    if (open.remove(snapshotId) != null) {
      sweep();
    }
  }

  public synchronized void completed(long snapshotId) {
    if (chains.containsKey(snapshotId)) {
      completed = Math.max(completed, snapshotId);
      chains.headMap(completed, false).clear();
      discarded.removeIf(id -> id < completed);
      sweep();
    }
  }

  public synchronized void discarded(long snapshotId) {
    if (chains.remove(snapshotId) != null) {
      sweep();
    } else if (open.containsKey(snapshotId)) {
      discarded.add(snapshotId);
    }
  }

  /** Leaves the files of the newest snapshots to the store that follows. */
  public synchronized void leave(LocalCopies.OfStore copies) {
    Map<BlobRef, Path> files = new HashMap<>();
    for (Chain chain : chains.values()) {
      for (ChainFile file : chain.files()) {
        if (file.blob() instanceof BlobRef.Stored) {
          files.put(file.blob(), file.file().path());
        }
      }
    }
    copies.leave(files);
  }

  /** The bytes of the files that are kept for later snapshots. */
  public synchronized long keptBytes() {
    return files(runs).stream().mapToLong(RunFile::bytes).sum();
  }

  private void boundKeptRuns() {
    if (all || !open.isEmpty() || chains.isEmpty()) {
      return;
    }
    Chain newest = chains.lastEntry().getValue();
    long since = files(runs.tailMap(newest.upTo(), false)).stream().mapToLong(RunFile::bytes).sum();
    if (since > Math.max(KEPT_BYTES_AT_LEAST, newest.liveBytes())) {
      chains.clear();
    }
  }

  private boolean canBeSeeds(long upTo) {
    NavigableMap<Long, Run> these = runs.headMap(upTo, true);
    return these.isEmpty() || Seeds.canBe(files(these), these.lastEntry().getValue().keys());
  }

  private static List<RunFile> files(Map<Long, Run> runs) {
    return runs.values().stream().flatMap(run -> run.files().stream()).toList();
  }

  private void sweep() {
    long needed =
        Stream.concat(
                chains.values().stream().map(Chain::upTo), open.values().stream().map(Basis::upTo))
            .mapToLong(Long::longValue)
            .min()
            .orElse(Long.MAX_VALUE);
    needed = Math.min(needed, taken);
    for (Basis basis : open.values()) {
      if (basis.chain() != null) {
        needed = Math.min(needed, basis.chain().upTo());
      }
    }
    if (!all) {
      runs.headMap(needed, true).clear();
    }

    Set<Path> live = new HashSet<>();
    files(runs).forEach(file -> live.add(file.path()));
    chains.values().forEach(chain -> addFiles(chain, live));
    for (Basis basis : open.values()) {
      basis.runs().forEach(file -> live.add(file.path()));
      if (basis.chain() != null) {
        addFiles(basis.chain(), live);
      }
    }
    onDisk.removeIf(
        path -> {
          boolean gone = !live.contains(path);
          if (gone) {
            RunFiles.delete(path);
          }
          return gone;
        });
  }

  private static void addFiles(Chain chain, Set<Path> live) {
    chain.files().forEach(file -> live.add(file.file().path()));
  }
}
