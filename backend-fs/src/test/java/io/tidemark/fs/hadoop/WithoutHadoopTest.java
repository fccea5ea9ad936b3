package io.tidemark.fs.hadoop;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.config.ConfigRegistry;
import io.tidemark.config.Configuration;
import io.tidemark.spi.MetricGroup;
import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.SnapshotStorageProviders;
import io.tidemark.spi.StorageContext;
import io.tidemark.spi.UnknownStorageException;
import io.tidemark.testkit.ManualClock;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a class path without Hadoop, or with a part of it, gives. */
class WithoutHadoopTest {

  @TempDir Path folder;

  @Test
  void hdfsUri_isAnErrorThatNamesTheArtifactsToAdd() throws Exception {
    assertThat(tryToOpen("hdfs://namenode/path", "hadoop-client-"))
        .startsWith(UnknownStorageException.class.getName())
        .contains("'hdfs:'")
        .contains("org.apache.hadoop:hadoop-client-api")
        .contains("org.apache.hadoop:hadoop-client-runtime");
  }

  @Test
  void hdfsUriWithoutTheRuntimeJar_isTheSameError() throws Exception {
    assertThat(tryToOpen("hdfs://127.0.0.1:1/path", "hadoop-client-(runtime|minicluster)"))
        .startsWith(UnknownStorageException.class.getName())
        .contains("org.apache.hadoop:hadoop-client-runtime");
  }

  @Test
  void fileUri_isServed() throws Exception {
    assertThat(tryToOpen(folder.toUri().toString(), "hadoop-client-")).startsWith("opened");
  }

  /** Opens {@code uri} where the jars are missing whose names match, and says what came of it. */
  private static String tryToOpen(String uri, String missing) throws Exception {
    URL[] remaining =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(path -> !Pattern.compile(missing).matcher(path).find())
            .map(WithoutHadoopTest::url)
            .toArray(URL[]::new);
    try (URLClassLoader loader =
        new URLClassLoader(remaining, ClassLoader.getPlatformClassLoader())) {
      @SuppressWarnings("unchecked")
      Function<String, String> attempt =
          (Function<String, String>)
              loader.loadClass(Attempt.class.getName()).getConstructor().newInstance();
      Thread thread = Thread.currentThread();
      ClassLoader before = thread.getContextClassLoader();
      thread.setContextClassLoader(loader);
      try {
        return attempt.apply(uri);
      } finally {
        thread.setContextClassLoader(before);
      }
    }
  }

  private static URL url(String path) {
    try {
      return Path.of(path).toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Runs with the classes of the loader that has it. */
  public static final class Attempt implements Function<String, String> {

    @Override
    public String apply(String uri) {
      ClassLoader loader = Attempt.class.getClassLoader();
      Configuration configuration = Configuration.of(Map.of("hadoop.dfs.replication", "1"));
      ConfigRegistry.load(loader).validate(configuration);
      StorageContext context =
          new StorageContext(configuration, new ManualClock(1), MetricGroup.none());
      try (SnapshotStorage storage =
          SnapshotStorageProviders.load(loader).open(URI.create(uri), context)) {
        return "opened " + storage.root();
      } catch (RuntimeException | Error e) {
        return e.toString();
      }
    }
  }
}
