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
import io.tidemark.spi.StoreSchema;
import io.tidemark.spi.StoreSnapshot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

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
    Chain chain = plan(basis, task);
    boolean anew = chain.files().isEmpty() && !basis.seeds();
    DuePieces due =
        new DuePieces(chain, anew ? allPieces(chain) : FoldRule.due(chain), files, task);
    boolean written = false;
    try {
      Chain filled = fill(chain, due, basis, sink, checkpoint);
      StoreSnapshot snapshot = describe(filled, task, basis, sink);
      log.written(task.snapshotId(), filled);
      written = true;
      return snapshot;
    } finally {
      if (!written) {
        due.delete();
      }
    }
  }

  /** The chain before folding, in which the new runs have no blobs yet. */
  private Chain plan(ChainLog.Basis basis, Task task) {
    Chain chain = basis.chain();
    long newBytes = basis.runs().stream().mapToLong(RunFile::bytes).sum();
    List<ChainFile> runs =
        basis.runs().stream().map(run -> ChainFile.ofRun(run, task.schema())).toList();
    boolean outgrown = chain == null || FoldRule.outgrows(chain, newBytes);
    Chain begun = chain == null ? Chain.EMPTY : task.incremental() ? chain : chain.withoutBlobs();
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

  /**
   * Folds what is due, and uploads the files that stay and have no blob. Both go on at once: an
   * upload mostly waits, for a disk or a network, and a fold never does.
   */
  private Chain fill(
      Chain chain, DuePieces due, ChainLog.Basis basis, BlobSink sink, Runnable checkpoint) {
    List<ChainFile> earlier = basis.chain() == null ? List.of() : basis.chain().files();
    MissingBlobs missing = new MissingBlobs(due.staying(), earlier, files);
    List<Function<Runnable, UnaryOperator<Chain>>> halves =
        List.of(
            check -> {
              List<Fold> folds = due.fold(sink, work, check);
              return whole -> whole.withBases(folds);
            },
            check -> {
              Map<RunFile, BlobRef> blobs = missing.upload(sink, work, check);
              return whole -> whole.withBlobs(blobs);
            });
    Chain filled = chain;
    for (UnaryOperator<Chain> half :
        work.map(halves, (half, cancellation) -> half.apply(both(cancellation, checkpoint)))) {
      filled = half.apply(filled);
    }
    return filled;
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

  /** Ends work that nobody wants any more, in either way. */
  static Runnable both(Cancellation cancellation, Runnable checkpoint) {
    return () -> {
      cancellation.check();
      checkpoint.run();
    };
  }
}
