package io.tidemark.benchmarks.tidemark;

import io.tidemark.benchmarks.peer.Peer;
import io.tidemark.benchmarks.peer.PeerContext;
import io.tidemark.benchmarks.peer.SupportsTransfers;
import io.tidemark.benchmarks.transfer.Transfers;
import io.tidemark.config.Configuration;
import io.tidemark.spi.BlobReader;
import io.tidemark.spi.BlobWriter;
import io.tidemark.spi.MetricGroup;
import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.SnapshotStorageProviders;
import io.tidemark.spi.StorageContext;
import io.tidemark.spi.StoredBlob;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/** Tidemark's storage with its defaults, and as many blobs at a time as a job writes. */
final class StoragePeer implements Peer, SupportsTransfers {

  private static final int BLOBS_AT_A_TIME = 4;
  private static final int PIECE_BYTES = 1 << 20;

  private final Transfers transfers = new Transfers(BLOBS_AT_A_TIME);
  private final SnapshotStorage storage;

  StoragePeer(Map<String, String> settings, PeerContext context) {
    Map<String, String> all = new TreeMap<>(StorageSettings.of(context));
    all.putAll(settings);
    storage =
        SnapshotStorageProviders.load(getClass().getClassLoader())
            .open(
                context.snapshots(),
                new StorageContext(
                    Configuration.of(all), InstantSource.system(), MetricGroup.none()));
  }

  @Override
  public void upload(List<String> names, byte[] content) {
    transfers.sum(names.stream().<Callable<Long>>map(name -> () -> write(name, content)).toList());
  }

  private long write(String name, byte[] content) {
    try (BlobWriter<StoredBlob> writer = storage.write(name)) {
      for (int at = 0; at < content.length; at += PIECE_BYTES) {
        writer.write(content, at, Math.min(PIECE_BYTES, content.length - at));
      }
      return writer.commit().length();
    }
  }

  @Override
  public long download(List<String> names, int length) {
    return transfers.sum(names.stream().<Callable<Long>>map(name -> () -> read(name)).toList());
  }

  private long read(String name) {
    byte[] piece = new byte[PIECE_BYTES];
    long came = 0;
    try (BlobReader reader = storage.read(name, 0, Long.MAX_VALUE)) {
      for (int n = reader.read(piece, 0, piece.length);
          n >= 0;
          n = reader.read(piece, 0, piece.length)) {
        came += n;
      }
    }
    return came;
  }

  @Override
  public void close() {
    transfers.close();
    storage.close();
  }
}
