package io.tidemark.rocksdb.runs;

import java.nio.file.Path;
import java.util.ArrayList;
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
 * a later sequence is kept too, as are the files of every chain that is kept or being built on.
 * Files that fall out of this are deleted here and nowhere else. So the next snapshot is always a
 * kept chain plus the runs since; a discarded snapshot's runs are in the next one again, because
 * its chain is gone and theirs is older. When a snapshot completes, older chains are let go.
 *
 * <p>Should snapshots stay out while runs come in, until those weigh more than the chain itself,
 * then the chains are let go with the runs: the next snapshot writes everything, which costs no
 * more.
 */
public final class ChainLog {

  private static final long KEPT_BYTES_AT_LEAST = 64L << 20;

  /** The id of the chain that was restored, older than every snapshot's. */
  private static final long RESTORED = Long.MIN_VALUE;

  private final NavigableMap<Long, List<RunFile>> runs = new TreeMap<>();
  private final NavigableMap<Long, Chain> chains = new TreeMap<>();
  private final Map<Long, Basis> open = new TreeMap<>();
  private final Set<Long> discarded = new TreeSet<>();
  private final Set<Path> onDisk = new HashSet<>();
  private long completed = RESTORED;

  /** What one snapshot builds on: its chain, if any, and the runs since. Null chain: everything. */
  record Basis(long snapshotId, long upTo, @Nullable Chain chain, List<RunFile> runs) {}

  /** Begins with the chain of the snapshots that the store was restored from. */
  synchronized void restored(Chain chain) {
    chains.put(RESTORED, chain);
    chain.files().forEach(file -> onDisk.add(file.file().path()));
  }

  /** Notes a run that the database has taken over. Sequences come in ascending order. */
  public synchronized void ran(long sequence, List<RunFile> files) {
    runs.put(sequence, files);
    files.forEach(file -> onDisk.add(file.path()));
    boundKeptRuns();
    sweep();
  }

  /** Notes that a picture was taken, which contains the runs up to {@code upTo}. */
  public synchronized void captured(long snapshotId, long upTo) {
    open.put(snapshotId, new Basis(snapshotId, upTo, null, List.of()));
  }

  /** Gives a captured snapshot what it builds on, and keeps that until {@link #ended}. */
  synchronized Basis begin(long snapshotId, long upTo, boolean incremental) {
    Map.Entry<Long, Chain> newest = incremental ? chains.lowerEntry(snapshotId) : null;
    Basis basis;
    if (newest == null || newest.getValue().upTo() > upTo) {
      basis = new Basis(snapshotId, upTo, null, List.of());
    } else {
      Chain chain = newest.getValue();
      List<RunFile> since = new ArrayList<>();
      runs.subMap(chain.upTo(), false, upTo, true).values().forEach(since::addAll);
      basis = new Basis(snapshotId, upTo, chain, since);
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

  /** The bytes of the files that are kept for later snapshots. */
  public synchronized long keptBytes() {
    return runs.values().stream().flatMap(List::stream).mapToLong(RunFile::bytes).sum();
  }

  private void boundKeptRuns() {
    if (!open.isEmpty() || chains.isEmpty()) {
      return;
    }
    Chain newest = chains.lastEntry().getValue();
    long since =
        runs.tailMap(newest.upTo(), false).values().stream()
            .flatMap(List::stream)
            .mapToLong(RunFile::bytes)
            .sum();
    if (since > Math.max(KEPT_BYTES_AT_LEAST, newest.baseBytes())) {
      chains.clear();
    }
  }

  private void sweep() {
    long needed =
        Stream.concat(
                chains.values().stream().map(Chain::upTo), open.values().stream().map(Basis::upTo))
            .mapToLong(Long::longValue)
            .min()
            .orElse(Long.MAX_VALUE);
    for (Basis basis : open.values()) {
      if (basis.chain() != null) {
        needed = Math.min(needed, basis.chain().upTo());
      }
    }
    runs.headMap(needed, true).clear();

    Set<Path> live = new HashSet<>();
    runs.values().forEach(files -> files.forEach(file -> live.add(file.path())));
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
