package io.tidemark.rocksdb.runs;

import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobSink;
import io.tidemark.spi.ParallelWork;
import io.tidemark.spi.Processors;
import io.tidemark.spi.StorageException;
import io.tidemark.spi.SupportsLink;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes blobs of the files of a chain that have none: new runs, and in a full snapshot all. What an
 * earlier snapshot has is copied then, never linked: whatever happens to the bytes of one must not
 * happen to the other; and so is what the disk may not have, though it says so. Immutable; any
 * thread may call it.
 */
final class MissingBlobs {

  /** How many threads copy at once on this machine: half of the processors are the stores'. */
  private static final int COPIERS = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

  private final List<RunFile> missing;
  private final Set<RunFile> earlier;
  private final RunFiles files;

  /**
   * Finds the files of {@code chain} without a blob.
   *
   * @param earlier the files of the chain of an earlier snapshot
   * @param files where the files are
   */
  MissingBlobs(List<ChainFile> chain, List<ChainFile> earlier, RunFiles files) {
    this.files = files;
    missing = chain.stream().filter(file -> !file.hasBlob()).map(ChainFile::file).toList();
    this.earlier = new HashSet<>(earlier.stream().map(ChainFile::file).toList());
  }

  /** Uploads them; {@code checkpoint} is called now and then, and throws to stop. */
  Map<RunFile, BlobRef> upload(BlobSink sink, ParallelWork work, Runnable checkpoint) {
    // A copy on this machine is work for a processor; copies elsewhere mostly wait.
    Processors copying =
        new Processors(sink instanceof SupportsLink<?, ?> ? COPIERS : Math.max(1, missing.size()));
    List<BlobRef> blobs =
        work.map(
            missing,
            (file, cancellation) -> {
              Runnable check = ChainWriter.both(cancellation, checkpoint);
              return earlier.contains(file) || files.isDistrusted(file)
                  ? FileTransfer.copy(file, sink, copying, check)
                  : upload(file, sink, check);
            });
    Map<RunFile, BlobRef> uploaded = new HashMap<>();
    for (int i = 0; i < missing.size(); i++) {
      uploaded.put(missing.get(i), blobs.get(i));
    }
    return uploaded;
  }

  private BlobRef upload(RunFile file, BlobSink sink, Runnable checkpoint) {
    try {
      return FileTransfer.upload(file, sink, checkpoint);
    } catch (StorageException e) {
      // It may be that the storage could not sync it.
      files.distrust(List.of(file));
      throw e;
    }
  }
}
