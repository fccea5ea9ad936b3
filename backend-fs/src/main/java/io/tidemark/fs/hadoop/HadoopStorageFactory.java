package io.tidemark.fs.hadoop;

import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.SnapshotStorageFactory;
import io.tidemark.spi.StorageContext;
import io.tidemark.spi.UnknownStorageException;
import java.net.URI;
import java.util.Map;
import java.util.Set;

/**
 * Opens {@code hdfs://namenode/path}, or {@code hdfs:///path} on the file system that Hadoop's
 * configuration names. Opening makes and changes nothing.
 *
 * <p>Serves the schemes of those of Hadoop's file systems whose rename refuses a name that is
 * taken, atomically: what publishing and fencing stand on. Its object stores do not.
 */
public final class HadoopStorageFactory implements SnapshotStorageFactory {

  private static final Set<String> SCHEMES =
      Set.of("hdfs", "webhdfs", "swebhdfs", "viewfs", "ofs", "abfs", "abfss");

  private final Map<String, String> environment;

  /** What {@link java.util.ServiceLoader} makes: Hadoop's files are found as any program would. */
  public HadoopStorageFactory() {
    this(System.getenv());
  }

  HadoopStorageFactory(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  @Override
  public Set<String> schemes() {
    return SCHEMES;
  }

  @Override
  public SnapshotStorage open(URI root, StorageContext context) {
    try {
      return HadoopOpening.open(root, context, environment);
    } catch (NoClassDefFoundError | ExceptionInInitializerError e) {
      throw new UnknownStorageException(
          "Nothing serves '"
              + root.getScheme()
              + ":' without Hadoop: add org.apache.hadoop:hadoop-client-api and"
              + " org.apache.hadoop:hadoop-client-runtime to the class path, in the version of your"
              + " cluster or newer ("
              + e
              + ")",
          e);
    }
  }
}
