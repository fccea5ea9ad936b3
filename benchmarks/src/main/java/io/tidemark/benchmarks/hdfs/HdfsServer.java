package io.tidemark.benchmarks.hdfs;

import io.tidemark.benchmarks.driver.Serving;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.hdfs.server.namenode.NameNode;

/**
 * The main class of a process that serves HDFS on the loopback address: a namenode, and a datanode
 * that keeps the only replica. Its argument is the folder for its files. Its requests are the file
 * operations of the namenode.
 */
public final class HdfsServer {

  private HdfsServer() {}

  /** Serves. */
  public static void main(String[] args) throws Exception {
    Configuration configuration = new Configuration(false);
    configuration.addResource("core-default.xml");
    configuration.addResource("hdfs-default.xml");
    configuration.set(
        MiniDFSCluster.HDFS_MINIDFS_BASEDIR, Path.of(args[0], "hdfs").toAbsolutePath().toString());
    configuration.set("dfs.replication", "1");
    MiniDFSCluster cluster = new MiniDFSCluster.Builder(configuration).numDataNodes(1).build();
    cluster.waitActive();
    Serving.untilInputEnds(
        "hdfs://127.0.0.1:" + cluster.getNameNodePort(),
        () -> NameNode.getNameNodeMetrics().totalFileOps());
  }
}
