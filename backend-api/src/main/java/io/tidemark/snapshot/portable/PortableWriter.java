package io.tidemark.snapshot.portable;

import io.tidemark.spi.BlobScope;
import io.tidemark.spi.BlobSink;
import io.tidemark.spi.BlobUse;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.ParallelWork;
import io.tidemark.spi.Processors;
import io.tidemark.spi.StoreSchema;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.function.IntToLongFunction;

/**
 * Writes a store's entries as portable blobs, several at a time.
 *
 * <p>Any thread may use it, also several at once.
 */
public final class PortableWriter {

  /** The version of the blobs that are written, as in {@link io.tidemark.spi.StoreSnapshot}. */
  public static final int FORMAT_VERSION = PortableFormat.VERSION;

  private final PortableOptions options;
  private final ParallelWork work;
  private final Processors processors;

  /**
   * Makes a writer.
   *
   * @param executor helps the calling thread, which never waits for a thread of it to become free
   */
  public PortableWriter(PortableOptions options, Executor executor) {
    this.options = options;
    this.work = new ParallelWork(executor, options.parallelism());
    this.processors = new Processors(options.processors());
  }

  /**
   * Writes what {@code source} says about {@code keyGroups}. The range is cut into consecutive
   * ranges of about equal weight, of which each becomes one blob, written by one thread.
   *
   * <ol>
   *   <li>Key groups without entries cost nothing; a range without any gives no blob.
   *   <li>The first failure, of the sink or of the source, stops the others soon and is thrown; no
   *       writer stays open then.
   *   <li>An interrupt of the calling thread, while it waits for others, ends the work likewise
   *       with a {@link CancellationException}.
   *   <li>Of all that this writer writes at the same time, no more blobs are filled at once than
   *       the options have processors. One that is committed takes none, and makes room for the
   *       next.
   * </ol>
   *
   * @param schema the types of what the source writes
   * @param schemaIndex the position of {@code schema} in the store snapshot that will name the
   *     blobs
   * @param weightOfKeyGroup about how many bytes a key group has; nothing but the cut depends on it
   * @return the blobs by ascending key groups, all added
   * @throws io.tidemark.spi.StorageException if a blob cannot be written
   */
  public List<BlobUse> write(
      BlobSink sink,
      BlobScope scope,
      StoreSchema schema,
      int schemaIndex,
      KeyGroupRange keyGroups,
      IntToLongFunction weightOfKeyGroup,
      EntrySource source) {
    int fingerprint = SchemaFingerprint.of(schema);
    return work
        .map(
            SpanCut.cut(keyGroups, weightOfKeyGroup, options),
            (span, cancellation) -> {
              BlockOutput out = new BlockOutput(options.compress(), sink, scope);
              IndexBuilder index = new IndexBuilder(fingerprint);
              try (SpanWriter writer =
                  new SpanWriter(schema, options.blockBytes(), out, index, cancellation)) {
                processors.run(() -> writer.fill(span, source));
                return writer.finish().map(blob -> new BlobUse(blob, span, schemaIndex, true));
              }
            })
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }
}
