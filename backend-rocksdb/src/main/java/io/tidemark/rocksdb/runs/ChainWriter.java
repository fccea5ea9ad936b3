package io.tidemark.rocksdb.runs;

import io.tidemark.rocksdb.engine.Database;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobScope;
import io.tidemark.spi.BlobSink;
import io.tidemark.spi.BlobUse;
import io.tidemark.spi.BlobWriter;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.ParallelWork;
import io.tidemark.spi.ParallelWork.Cancellation;
import io.tidemark.spi.Processors;
import io.tidemark.spi.StoreSchema;
import io.tidemark.spi.StoreSnapshot;
import io.tidemark.spi.SupportsLink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Writes native snapshots: the runs since the chain that it builds on, a base for every piece that
 * is due to be folded, and the list of all files of the new chain. A full snapshot has the same
 * files, and a blob of its own of each. Without a chain to build on, or when more came in than it
 * holds, all runs become seeds, or every piece is folded. Immutable; belongs to a store, any thread
 * may call it.
 */
public final class ChainWriter {

  /** The name of the format. */
  public static final String FORMAT = "rocksdb-runs";

  /** The version of the format that is written, and the newest that is read. */
  public static final int VERSION = 2;

  private static final long PIECE_BYTES_AT_LEAST = 2L << 20;
  private static final long PIECE_BYTES_AT_MOST = 64L << 20;
  private static final int PIECES = 16;

  /** How many threads copy at once on this machine: half of the processors are the stores'. */
  private static final int COPIERS = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

  /** Stands for the blob of a run that is not uploaded yet. */
  private static final BlobRef NO_BLOB = new BlobRef.Inline(new byte[0]);

  private final String backend;
  private final KeyGroupRange keyGroups;
  private final RunFiles files;
  private final ChainLog log;
  private final ParallelWork work;

  public ChainWriter(
      String backend, KeyGroupRange keyGroups, RunFiles files, ChainLog log, ParallelWork work) {
    this.backend = backend;
    this.keyGroups = keyGroups;
    this.files = files;
    this.log = log;
    this.work = work;
  }

  /**
   * What a snapshot needs to know.
   *
   * @param snapshotId the snapshot's id, known to the log as captured
   * @param upTo the sequence of the last run in the picture
   * @param incremental whether earlier blobs may be named
   * @param picture the store as it was
   * @param schema the types of the store
   * @param olderSchemas schemas of which the store may still hold values
   * @param live what of expiring values is alive
   * @param intoDatabase has the database take over all that is in the picture, whose runs are
   *     written; only what is scanned must be there
   */
  public record Task(
      long snapshotId,
      long upTo,
      boolean incremental,
      Picture picture,
      StoreSchema schema,
      List<StoreSchema> olderSchemas,
      LiveEntries live,
      Runnable intoDatabase) {}

  /** Writes the snapshot; {@code checkpoint} is called now and then, and throws to stop. */
  public StoreSnapshot write(Task task, BlobSink sink, Runnable checkpoint) {
    ChainLog.Basis basis = log.begin(task.snapshotId(), task.upTo(), takesFilesAsTheyAre(task));
    Queue<RunFile> bases = new ConcurrentLinkedQueue<>();
    boolean written = false;
    try {
      Chain chain = plan(basis, task);
      boolean anew = chain.files().isEmpty() && !basis.seeds();
      List<Integer> due = anew ? allPieces(chain) : FoldRule.due(chain);
      if (!due.isEmpty()) {
        task.intoDatabase().run();
      }
      List<Fold> unwritten = due.stream().map(piece -> new Fold(piece, null)).toList();
      List<ChainFile> staying = chain.withBases(unwritten).files();
      Chain whole = chain.withBlobs(uploadRuns(staying, basis, sink, checkpoint));
      List<Fold> folds =
          work.map(
              due,
              (piece, cancellation) ->
                  fold(chain, piece, staying, bases, task, sink, both(cancellation, checkpoint)));
      Chain folded = whole.withBases(folds);
      StoreSnapshot snapshot = describe(folded, task, basis, sink);
      log.written(task.snapshotId(), folded);
      written = true;
      return snapshot;
    } finally {
      if (!written) {
        bases.forEach(base -> RunFiles.delete(base.path()));
      }
    }
  }

  /** The chain before folding, in which the new runs have no blobs yet. */
  private Chain plan(ChainLog.Basis basis, Task task) {
    Chain chain = basis.chain();
    long newBytes = basis.runs().stream().mapToLong(RunFile::bytes).sum();
    List<ChainFile> runs =
        basis.runs().stream()
            .map(run -> new ChainFile(run, run.content(), false, NO_BLOB, task.schema()))
            .toList();
    boolean outgrown = chain == null || FoldRule.outgrows(chain, newBytes);
    Chain begun = chain == null ? Chain.EMPTY : task.incremental() ? chain : withoutBlobs(chain);
    Chain grown = begun.withRuns(runs, task.upTo());
    if (basis.seeds() && (outgrown || !FoldRule.due(grown).isEmpty())) {
      return grown.asSeeds(keyGroups);
    }
    if (outgrown) {
      task.intoDatabase().run();
      return Chain.unfolded(cutIntoPieces(task.picture()), task.upTo());
    }
    return grown;
  }

  /** A full snapshot holds nothing that is expired, so it cannot have files as they are. */
  private static boolean takesFilesAsTheyAre(Task task) {
    return task.incremental() || !task.live().anyExpires();
  }

  private static Chain withoutBlobs(Chain chain) {
    Map<RunFile, BlobRef> none = new HashMap<>();
    chain.files().forEach(file -> none.put(file.file(), NO_BLOB));
    return chain.withBlobs(none);
  }

  /**
   * Uploads the files of a chain that have no blob: new runs, unless they are folded away at once,
   * and in a full snapshot all. What an earlier snapshot has is copied then, never linked: whatever
   * happens to the bytes of one must not happen to the other.
   */
  private Map<RunFile, BlobRef> uploadRuns(
      List<ChainFile> files, ChainLog.Basis basis, BlobSink sink, Runnable checkpoint) {
    List<RunFile> runs =
        files.stream().filter(file -> file.blob().equals(NO_BLOB)).map(ChainFile::file).toList();
    Set<RunFile> earlier = new HashSet<>();
    if (basis.chain() != null) {
      basis.chain().files().forEach(file -> earlier.add(file.file()));
    }
    // A copy on this machine is work for a processor; copies elsewhere mostly wait.
    Processors copying =
        new Processors(sink instanceof SupportsLink<?, ?> ? COPIERS : Math.max(1, runs.size()));
    List<BlobRef> blobs =
        work.map(
            runs,
            (run, cancellation) -> {
              Runnable check = both(cancellation, checkpoint);
              return earlier.contains(run)
                  ? FileTransfer.copy(run, sink, copying, check)
                  : FileTransfer.upload(run, sink, check);
            });
    Map<RunFile, BlobRef> uploaded = new HashMap<>();
    for (int i = 0; i < runs.size(); i++) {
      uploaded.put(runs.get(i), blobs.get(i));
    }
    return uploaded;
  }

  private Fold fold(
      Chain chain,
      int position,
      List<ChainFile> staying,
      Queue<RunFile> bases,
      Task task,
      BlobSink sink,
      Runnable checkpoint) {
    Piece piece = chain.pieces().get(position);
    RunFile base =
        task.picture()
            .database()
            .whileOpen(
                () ->
                    new PieceFolding(task.picture(), piece.keyGroups(), task.live(), checkpoint)
                        .write(files, task.upTo(), mayHoldDead(chain, piece, staying)));
    if (base == null) {
      return new Fold(position, null);
    }
    bases.add(base);
    BlobRef blob = FileTransfer.upload(base, sink, checkpoint);
    return new Fold(position, new ChainFile(base, piece.keyGroups(), false, blob, task.schema()));
  }

  /** The files that stay with content in the piece, if anything there was ever deleted. */
  private static List<RunFile> mayHoldDead(Chain chain, Piece piece, List<ChainFile> staying) {
    boolean deletes =
        chain.files().stream()
            .anyMatch(file -> file.file().deletes() > 0 && file.use().overlaps(piece.keyGroups()));
    return deletes
        ? staying.stream()
            .filter(file -> file.use().overlaps(piece.keyGroups()))
            .map(ChainFile::file)
            .toList()
        : List.of();
  }

  private StoreSnapshot describe(Chain chain, Task task, ChainLog.Basis basis, BlobSink sink) {
    Set<BlobRef> earlier = new HashSet<>();
    if (basis.chain() != null && task.incremental()) {
      basis.chain().files().forEach(file -> earlier.add(file.blob()));
    }
    List<StoreSchema> schemas = new ArrayList<>();
    task.olderSchemas().forEach(schema -> indexOf(schema, schemas));
    chain.files().forEach(file -> indexOf(file.schema(), schemas));
    schemas.remove(task.schema());
    schemas.add(task.schema());

    List<BlobUse> uses = new ArrayList<>();
    BlobRef catalog = writeCatalog(chain, sink);
    uses.add(new BlobUse(catalog, keyGroups, schemas.size() - 1, true));
    for (ChainFile file : chain.files()) {
      boolean added = !earlier.contains(file.blob());
      uses.add(new BlobUse(file.blob(), file.use(), indexOf(file.schema(), schemas), added));
    }
    return new StoreSnapshot(backend, FORMAT, VERSION, keyGroups, schemas, uses);
  }

  private static BlobRef writeCatalog(Chain chain, BlobSink sink) {
    byte[] bytes = ChainCatalog.of(chain.files()).toBytes();
    try (BlobWriter<BlobRef> writer = sink.create(BlobScope.EXCLUSIVE)) {
      writer.write(bytes, 0, bytes.length);
      return writer.commit();
    }
  }

  private static int indexOf(StoreSchema schema, List<StoreSchema> schemas) {
    int index = schemas.indexOf(schema);
    if (index < 0) {
      index = schemas.size();
      schemas.add(schema);
    }
    return index;
  }

  private static List<Integer> allPieces(Chain chain) {
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < chain.pieces().size(); i++) {
      all.add(i);
    }
    return all;
  }

  /** Pieces of about the same number of key groups, each within one part of the database. */
  private List<KeyGroupRange> cutIntoPieces(Picture picture) {
    Database database = picture.database();
    long bytes = database.whileOpen(() -> database.property("rocksdb.estimate-live-data-size"));
    long wanted =
        Math.max(Math.min(PIECES, bytes / PIECE_BYTES_AT_LEAST), (bytes / PIECE_BYTES_AT_MOST) + 1);
    int size = (int) Math.max(1, keyGroups.size() / Math.max(1, wanted));
    List<KeyGroupRange> pieces = new ArrayList<>();
    for (KeyGroupRange part : database.parts()) {
      for (int first = part.first(); first <= part.last(); first += size) {
        pieces.add(KeyGroupRange.of(first, Math.min(part.last(), first + size - 1)));
      }
    }
    return pieces;
  }

  private static Runnable both(Cancellation cancellation, Runnable checkpoint) {
    return () -> {
      cancellation.check();
      checkpoint.run();
    };
  }
}
