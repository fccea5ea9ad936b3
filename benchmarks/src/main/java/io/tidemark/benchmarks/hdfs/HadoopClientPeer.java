package io.tidemark.benchmarks.hdfs;

import io.tidemark.benchmarks.peer.Peer;
import io.tidemark.benchmarks.peer.SupportsTransfers;
import io.tidemark.benchmarks.transfer.Transfers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A plain copy with Hadoop's client: files that are written until they are on the disk. */
final class HadoopClientPeer implements Peer, SupportsTransfers {

  private static final int FILES_AT_A_TIME = 4;
  private static final int PIECE_BYTES = 1 << 20;

  private final Transfers transfers = new Transfers(FILES_AT_A_TIME);
  private final Path root;
  private final FileSystem files;

  HadoopClientPeer(URI root) {
    Configuration configuration = new Configuration(false);
    configuration.addResource("core-default.xml");
    configuration.addResource("hdfs-default.xml");
    configuration.set("dfs.replication", "1");
    this.root = new Path(root);
    try {
      files = FileSystem.newInstance(root, configuration);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void upload(List<String> names, byte[] content) {
    transfers.sum(names.stream().<Callable<Long>>map(name -> () -> write(name, content)).toList());
  }

  private long write(String name, byte[] content) throws IOException {
    try (FSDataOutputStream stream = files.create(new Path(root, name), true)) {
      for (int at = 0; at < content.length; at += PIECE_BYTES) {
        stream.write(content, at, Math.min(PIECE_BYTES, content.length - at));
      }
      stream.hsync();
    }
    return content.length;
  }

  @Override
  public long download(List<String> names, int length) {
    return transfers.sum(names.stream().<Callable<Long>>map(name -> () -> read(name)).toList());
  }

  private long read(String name) throws IOException {
    byte[] piece = new byte[PIECE_BYTES];
    long came = 0;
    try (FSDataInputStream stream = files.open(new Path(root, name))) {
      for (int n = stream.read(piece); n >= 0; n = stream.read(piece)) {
        came += n;
      }
    }
    return came;
  }

  @Override
  public void close() {
    transfers.close();
    try {
      files.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
