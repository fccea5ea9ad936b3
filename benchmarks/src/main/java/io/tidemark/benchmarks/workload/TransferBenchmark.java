package io.tidemark.benchmarks.workload;

import io.tidemark.benchmarks.peer.SupportsTransfers;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;

/** How long it takes to move 16 blobs to an S3 server and back. */
@BenchmarkMode(Mode.SingleShotTime)
public class TransferBenchmark extends MeasuredPeer {

  private static final int BLOBS = 16;

  /** How many bytes all blobs have together. */
  @Param("268435456")
  public int keys;

  private @Nullable List<String> names;
  private byte[] content = new byte[0];

  @Override
  void load() {
    content = new RandomBytes(keys / BLOBS, false).of(1);
    // The same for all peers, so that the server has to keep one copy.
    names = IntStream.range(0, BLOBS).mapToObj(i -> "blob-" + i).toList();
    upload();
  }

  @Override
  void unload() {}

  /** Uploads all blobs. */
  @Benchmark
  public void upload() {
    able(SupportsTransfers.class).upload(names(), content);
  }

  /** Downloads all blobs. */
  @Benchmark
  public long download() {
    long came = able(SupportsTransfers.class).download(names(), content.length);
    if (came != (long) BLOBS * content.length) {
      throw new IllegalStateException("Only " + came + " bytes came");
    }
    return came;
  }

  private List<String> names() {
    return Objects.requireNonNull(names);
  }
}
