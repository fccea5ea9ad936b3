package io.tidemark.rocksdb.runs;

import io.tidemark.rocksdb.engine.Database;
import io.tidemark.rocksdb.engine.DatabaseOpening;
import io.tidemark.rocksdb.engine.Engine;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobSource;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.ParallelWork;
import io.tidemark.spi.StoreSnapshot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.Executor;

/**
 * Makes a database from native snapshots: brings the files that overlap the wanted key groups, in
 * parallel and each checked as a whole before RocksDB sees it, and has the database take them over
 * as they are, oldest first, in one call for each part. Belongs to one thread.
 */
public final class StoreFill {

  private final KeyGroupRange wanted;
  private final List<SourceChain> sources = new ArrayList<>();
  private final Map<BlobRef, Path> paths = new LinkedHashMap<>();

  /** Plans to restore {@code wanted}; {@code snapshots} are all native and overlap it. */
  public StoreFill(KeyGroupRange wanted, List<StoreSnapshot> snapshots, BlobSource source) {
    this.wanted = wanted;
    for (StoreSnapshot snapshot : snapshots) {
      sources.add(SourceChain.read(snapshot, wanted, source));
    }
  }

  /**
   * Brings the files, from this machine where they are here.
   *
   * @param executor syncs them, as far as it has a thread that does nothing else
   */
  public void download(
      RunFiles files,
      LocalCopies.OfStore copies,
      BlobSource source,
      ParallelWork work,
      Executor executor) {
    for (SourceChain chain : sources) {
      chain.files().forEach(file -> paths.computeIfAbsent(file.blob(), blob -> files.newFile()));
    }
    try (FileSyncs syncs = new FileSyncs(executor)) {
      work.map(
          List.copyOf(paths.entrySet()),
          (entry, cancellation) -> {
            cancellation.check();
            if (!copies.bring(entry.getKey(), entry.getValue())
                && FileTransfer.download(entry.getKey(), source, entry.getValue())) {
              // RocksDB syncs what it takes over, one file after the other; here, others come
              // meanwhile.
              syncs.begin(entry.getValue());
            }
            return entry;
          });
      syncs.finish(work);
    }
  }

  /**
   * Has an empty database opened, with the parts that the files need.
   *
   * @param executor opens it, if it has a thread that does nothing else
   * @param afterClose runs once: when the database is closed, or there is none after all
   */
  public DatabaseOpening open(
      Engine engine, Path directory, Executor executor, Runnable afterClose) {
    return new DatabaseOpening(engine, directory, parts(), executor, afterClose);
  }

  /** Has the database that was {@linkplain #open opened} take over what was brought. */
  public void into(Database database) {
    List<List<Path>> filesOfParts = new ArrayList<>();
    for (KeyGroupRange part : database.parts()) {
      List<Path> ofPart = new ArrayList<>();
      for (SourceChain chain : sources) {
        for (SourceFile file : chain.files()) {
          if (file.use().overlaps(part)) {
            ofPart.add(path(file));
          }
        }
      }
      filesOfParts.add(ofPart);
    }
    database.ingest(filesOfParts);
  }

  /**
   * Lets later snapshots build on the files that were brought.
   *
   * @return the sequence of the last run that they hold
   */
  public long continueIn(ChainLog log) {
    List<ChainFile> files = new ArrayList<>();
    List<Piece> pieces = new ArrayList<>();
    long upTo = 0;
    for (SourceChain chain : sources) {
      List<ChainFile> ofChain = new ArrayList<>();
      for (SourceFile file : chain.files()) {
        upTo = Math.max(upTo, file.position());
        ofChain.add(
            new ChainFile(
                new RunFile(
                    path(file),
                    file.position(),
                    file.base(),
                    file.content(),
                    file.blob().length(),
                    file.blob().checksum(),
                    file.entries(),
                    file.deletes(),
                    true),
                file.use(),
                file.seed(),
                file.blob(),
                file.schema()));
      }
      files.addAll(ofChain);
      pieces.addAll(pieces(chain, ofChain));
    }
    log.restored(new Chain(files, pieces, upTo));
    return upTo;
  }

  /**
   * Lets the files go that were brought: the database has links of its own.
   *
   * @return the sequence before that of the first run to come
   */
  public long forget() {
    paths.values().forEach(RunFiles::delete);
    return 0;
  }

  /** The bases' key groups, and pieces without a base where there is none. */
  private static List<Piece> pieces(SourceChain chain, List<ChainFile> files) {
    List<ChainFile> seeds = files.stream().filter(ChainFile::seed).toList();
    List<Piece> pieces = new ArrayList<>();
    int next = chain.keyGroups().first();
    List<SourceFile> bases =
        chain.files().stream()
            .filter(SourceFile::base)
            .sorted(Comparator.comparingInt(file -> file.use().first()))
            .toList();
    for (SourceFile base : bases) {
      addGap(next, base.use().first() - 1, seeds, pieces);
      pieces.add(new Piece(base.use(), base.position(), base.blob().length(), base.entries()));
      next = base.use().last() + 1;
    }
    addGap(next, chain.keyGroups().last(), seeds, pieces);
    return pieces;
  }

  private static void addGap(int first, int last, List<ChainFile> seeds, List<Piece> pieces) {
    if (first <= last) {
      pieces.addAll(Seeds.pieces(KeyGroupRange.of(first, last), seeds));
    }
  }

  private List<KeyGroupRange> parts() {
    TreeSet<Integer> cuts = new TreeSet<>();
    sources.forEach(source -> source.addCuts(wanted, cuts));
    List<KeyGroupRange> parts = new ArrayList<>();
    int first = wanted.first();
    for (int cut : cuts) {
      parts.add(KeyGroupRange.of(first, cut - 1));
      first = cut;
    }
    parts.add(KeyGroupRange.of(first, wanted.last()));
    return parts;
  }

  private Path path(SourceFile file) {
    return Objects.requireNonNull(paths.get(file.blob()));
  }
}
