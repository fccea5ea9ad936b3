package io.tidemark.rocksdb.runs;

import io.tidemark.rocksdb.engine.Database;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobSink;
import io.tidemark.spi.ParallelWork;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The pieces of a chain that are folded for one snapshot, and the bases that are written so. */
final class DuePieces {

  private final Chain chain;
  private final List<Integer> positions;
  private final List<ChainFile> staying;
  private final RunFiles files;
  private final ChainWriter.Task task;
  private final Queue<RunFile> bases = new ConcurrentLinkedQueue<>();

  /**
   * Notes what is to be folded.
   *
   * @param positions of the pieces
   * @param files where bases are written
   */
  DuePieces(Chain chain, List<Integer> positions, RunFiles files, ChainWriter.Task task) {
    this.chain = chain;
    this.positions = positions;
    this.files = files;
    this.task = task;
    staying = chain.withBases(positions.stream().map(i -> new Fold(i, null)).toList()).files();
  }

  /** The files that are in the chain before, and still are when the pieces are folded. */
  List<ChainFile> staying() {
    return staying;
  }

  /** Folds the pieces; {@code checkpoint} is called now and then, and throws to stop. */
  List<Fold> fold(BlobSink sink, ParallelWork work, Runnable checkpoint) {
    if (!positions.isEmpty()) {
      task.intoDatabase().run();
    }
    return work.map(
        positions,
        (piece, cancellation) -> fold(piece, sink, ChainWriter.both(cancellation, checkpoint)));
  }

  /** Deletes the bases, of which no snapshot will know. */
  void delete() {
    bases.forEach(base -> RunFiles.delete(base.path()));
  }

  private Fold fold(int position, BlobSink sink, Runnable checkpoint) {
    Piece piece = chain.pieces().get(position);
    RunFile base =
        task.picture()
            .database()
            .whileOpen(
                () ->
                    new PieceFolding(task.picture(), piece.keyGroups(), task.live(), checkpoint)
                        .write(
                            files,
                            task.upTo(),
                            mayShrink(piece),
                            expectedBytes(piece),
                            mayHoldDead(piece)));
    if (base == null) {
      return new Fold(position, null);
    }
    bases.add(base);
    BlobRef blob = FileTransfer.upload(base, sink, checkpoint);
    return new Fold(position, new ChainFile(base, piece.keyGroups(), false, blob, task.schema()));
  }

  /**
   * Whether LZ4 may make a base smaller. If it did not shrink what the base is made from, trying it
   * on every block is in vain; where something was lost so, it is less than an eighth.
   */
  private boolean mayShrink(Piece piece) {
    return chain.files().isEmpty()
        || chain.files().stream()
            .anyMatch(file -> file.file().shrank() && file.use().overlaps(piece.keyGroups()));
  }

  /** At most about how large the base of a piece may become. */
  private long expectedBytes(Piece piece) {
    if (chain.files().isEmpty()) {
      Database database = task.picture().database();
      return database.property("rocksdb.estimate-live-data-size") / chain.pieces().size();
    }
    return chain.files().stream()
        .filter(file -> file.use().overlaps(piece.keyGroups()))
        .mapToLong(file -> file.file().bytes())
        .sum();
  }

  /** The files that stay with content in the piece, if anything there was ever deleted. */
  private List<RunFile> mayHoldDead(Piece piece) {
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
}
