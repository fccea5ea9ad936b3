package io.tidemark.fs.hadoop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * A real HDFS on 127.0.0.1, of a namenode and two datanodes, for all tests of this process. A test
 * that stops a part of it starts it again.
 */
final class HdfsCluster implements BeforeAllCallback {

  private static final AtomicInteger ROOTS = new AtomicInteger();

  private static volatile MiniDFSCluster running;

  private record Running(MiniDFSCluster cluster) implements AutoCloseable {
    @Override
    public void close() {
      cluster.shutdown();
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    running =
        context
            .getRoot()
            .getStore(Namespace.create(HdfsCluster.class))
            .computeIfAbsent("cluster", key -> new Running(start()), Running.class)
            .cluster();
  }

  private static MiniDFSCluster start() {
    Configuration configuration = new Configuration(false);
    configuration.addResource("core-default.xml");
    configuration.addResource("hdfs-default.xml");
    Path folder = Path.of("target", "hdfs-" + ProcessHandle.current().pid()).toAbsolutePath();
    configuration.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.toString());
    configuration.set("dfs.namenode.fs-limits.min-block-size", "1024");
    // Two datanodes of one disk: a block goes where its writer says.
    configuration.set("dfs.replication", "2");
    try {
      MiniDFSCluster cluster = new MiniDFSCluster.Builder(configuration).numDataNodes(2).build();
      cluster.waitActive();
      return cluster;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static MiniDFSCluster cluster() {
    return running;
  }

  /** A client of its own, which looks past the storage. The cluster closes it. */
  static DistributedFileSystem files() throws IOException {
    return running.getFileSystem();
  }

  static String authority() {
    return "127.0.0.1:" + running.getNameNodePort();
  }

  /** A root with nothing under it. */
  static URI freshRoot() {
    return URI.create("hdfs://" + authority() + "/tidemark/root-" + ROOTS.incrementAndGet());
  }

  /** Hidden files and empty folders under a root, which itself may be empty or missing. */
  static List<String> residue(URI root) throws IOException {
    List<String> residue = new ArrayList<>();
    org.apache.hadoop.fs.Path folder = new org.apache.hadoop.fs.Path(root.getPath());
    if (files().exists(folder)) {
      addResidue(folder, residue);
    }
    return residue;
  }

  private static void addResidue(org.apache.hadoop.fs.Path folder, List<String> residue)
      throws IOException {
    for (FileStatus status : files().listStatus(folder)) {
      if (status.getPath().getName().startsWith(".")) {
        residue.add(status.getPath().toString());
      } else if (status.isDirectory()) {
        if (files().listStatus(status.getPath()).length == 0) {
          residue.add(status.getPath().toString());
        }
        addResidue(status.getPath(), residue);
      }
    }
  }
}
