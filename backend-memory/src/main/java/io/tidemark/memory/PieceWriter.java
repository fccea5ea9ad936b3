package io.tidemark.memory;

import io.tidemark.snapshot.portable.EntrySource;
import io.tidemark.snapshot.portable.PortableOptions;
import io.tidemark.snapshot.portable.PortableWriter;
import io.tidemark.spi.BlobScope;
import io.tidemark.spi.BlobSink;
import io.tidemark.spi.BlobUse;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.ParallelWork;
import io.tidemark.spi.StoreSchema;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.IntToLongFunction;

/**
 * Writes parts of a snapshot by several threads: a part by itself is cut among them, of many each
 * has one at a time. Any thread may use it.
 */
final class PieceWriter {

  private final ParallelWork work;
  private final PortableWriter alone;
  private final PortableWriter besideOthers;

  PieceWriter(PortableOptions options, Executor executor) {
    work = new ParallelWork(executor, options.parallelism());
    alone = new PortableWriter(options, executor);
    besideOthers = new PortableWriter(options.withParallelism(1), executor);
  }

  /**
   * What is written of some key groups, as blobs of its own.
   *
   * @param schemaIndex the position of {@code schema} in the snapshot
   * @param weights about how many bytes a key group has
   */
  record Piece(
      StoreSchema schema,
      int schemaIndex,
      KeyGroupRange range,
      IntToLongFunction weights,
      EntrySource source) {}

  /** Writes all pieces; returns the blobs of each, in the order of the pieces. */
  List<List<BlobUse>> write(BlobSink sink, BlobScope scope, List<Piece> pieces) {
    PortableWriter writer = pieces.size() == 1 ? alone : besideOthers;
    return work.map(
        pieces,
        (piece, cancellation) ->
            writer.write(
                sink,
                scope,
                piece.schema,
                piece.schemaIndex,
                piece.range,
                piece.weights,
                (keyGroup, out) -> {
                  cancellation.check();
                  piece.source.writeKeyGroup(keyGroup, out);
                }));
  }
}
