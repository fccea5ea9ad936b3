package io.tidemark.crash;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;

/** Where snapshots go. Servers are started when they are first needed, on 127.0.0.1. */
enum Place {
  FILE {
    @Override
    String root(Path folder) {
      return folder.resolve("snapshots").toUri().toString();
    }
  },
  HDFS {
    @Override
    String root(Path folder) throws Exception {
      return "hdfs://127.0.0.1:" + Hdfs.PORT + "/crash/" + folder.getFileName();
    }
  },
  S3 {
    @Override
    String root(Path folder) {
      return "s3://" + S3Server.BUCKET + "/" + folder.getFileName();
    }

    @Override
    Map<String, String> configuration() {
      return Map.of(
          "s3.endpoint",
          S3Server.ENDPOINT.toString(),
          "s3.path.style.access",
          "true",
          "s3.access-key",
          S3Server.ACCESS_KEY,
          "s3.secret-key",
          S3Server.SECRET_KEY);
    }
  };

  /** A root with nothing under it, for a folder whose name nobody else has. */
  abstract String root(Path folder) throws Exception;

  /** What a job says besides to reach it. */
  Map<String, String> configuration() {
    return Map.of();
  }

  private static final class Hdfs {
    static final int PORT = start();

    private static int start() {
      Configuration configuration = new Configuration(false);
      configuration.addResource("core-default.xml");
      configuration.addResource("hdfs-default.xml");
      configuration.set(
          MiniDFSCluster.HDFS_MINIDFS_BASEDIR,
          Path.of("target", "hdfs-" + ProcessHandle.current().pid()).toAbsolutePath().toString());
      configuration.set("dfs.replication", "1");
      try {
        MiniDFSCluster cluster = new MiniDFSCluster.Builder(configuration).numDataNodes(1).build();
        cluster.waitActive();
        return cluster.getNameNodePort();
      } catch (IOException e) {
        throw new ExceptionInInitializerError(e);
      }
    }
  }

  private static final class S3Server {
    static final String BUCKET = "crash";
    static final String ACCESS_KEY = "crash-access-key";
    static final String SECRET_KEY = "crash-secret-key-of-tests";
    static final URI ENDPOINT = start();

    private static URI start() {
      try {
        BlobStore store = new TransientNio2BlobStore();
        store.createContainer(BUCKET);
        S3Proxy proxy =
            S3Proxy.builder()
                .blobStore(store)
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, ACCESS_KEY, SECRET_KEY)
                .build();
        proxy.start();
        return URI.create("http://127.0.0.1:" + proxy.getPort());
      } catch (Exception e) {
        throw new ExceptionInInitializerError(e);
      }
    }
  }
}
