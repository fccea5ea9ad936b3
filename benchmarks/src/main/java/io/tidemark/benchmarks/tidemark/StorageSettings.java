package io.tidemark.benchmarks.tidemark;

import io.tidemark.benchmarks.peer.PeerContext;
import io.tidemark.benchmarks.peer.S3Access;
import java.util.Map;

/** What a job's configuration says of a storage beside its root. */
final class StorageSettings {

  private StorageSettings() {}

  static Map<String, String> of(PeerContext context) {
    S3Access server = context.s3();
    if (server != null) {
      return Map.of(
          "s3.endpoint", server.endpoint().toString(),
          "s3.path.style.access", "true",
          "s3.region", S3Access.REGION,
          "s3.access-key", S3Access.ACCESS_KEY,
          "s3.secret-key", S3Access.SECRET_KEY);
    }
    return "hdfs".equals(context.snapshots().getScheme())
        ? Map.of("hadoop.dfs.replication", "1")
        : Map.of();
  }
}
