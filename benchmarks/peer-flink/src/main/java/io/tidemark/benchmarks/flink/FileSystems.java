package io.tidemark.benchmarks.flink;

import io.tidemark.benchmarks.peer.PeerContext;
import io.tidemark.benchmarks.peer.S3Access;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.plugin.PluginUtils;

/**
 * Flink's file systems, which a process sets up once: {@code s3:} is a plugin in the folder that
 * the environment variable {@code FLINK_PLUGINS_DIR} names, {@code hdfs:} is on the class path.
 */
final class FileSystems {

  private FileSystems() {}

  static void initialize(PeerContext context) {
    Configuration configuration = new Configuration();
    S3Access server = context.s3();
    if (server != null) {
      configuration.setString("s3.endpoint", server.endpoint().toString());
      configuration.setString("s3.endpoint.region", S3Access.REGION);
      configuration.setString("s3.path.style.access", "true");
      configuration.setString("s3.access-key", S3Access.ACCESS_KEY);
      configuration.setString("s3.secret-key", S3Access.SECRET_KEY);
      FileSystem.initialize(
          configuration, PluginUtils.createPluginManagerFromRootFolder(configuration));
    } else {
      FileSystem.initialize(configuration, null);
    }
  }
}
