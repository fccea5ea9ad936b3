package io.tidemark.s3;

import io.tidemark.config.Configuration;
import io.tidemark.s3.settings.ClientSettings;
import io.tidemark.spi.BlobReader;
import io.tidemark.spi.BlobWriter;
import io.tidemark.spi.MetricGroup;
import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.StorageContext;
import io.tidemark.spi.StoredBlob;
import io.tidemark.testkit.Bytes;
import java.net.URI;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** What tests do with storages, and configurations in which nothing takes long. */
final class Opened {

  /** More than a part, and less than two. */
  static final int LARGE = (5 << 20) + 12_345;

  private static final AtomicInteger ROOTS = new AtomicInteger();

  private Opened() {}

  /** A configuration in which tries follow soon, and time-outs too. */
  static Map<String, String> impatient(URI endpoint, String client) {
    Map<String, String> configuration = new LinkedHashMap<>(S3Server.configuration());
    configuration.put("s3.endpoint", endpoint.toString());
    configuration.put("s3.client", client);
    configuration.put("s3.part-size", "5 mb");
    configuration.put("s3.retry.base-delay", "1 ms");
    configuration.put("s3.retry.max-delay", "5 ms");
    configuration.put("s3.connection.socket-timeout", "400 ms");
    configuration.put("s3.parallelism", "4");
    return configuration;
  }

  /** The same, where answers come: a slow machine is not taken for a silent server. */
  static Map<String, String> patient(URI endpoint, String client) {
    Map<String, String> configuration = impatient(endpoint, client);
    configuration.remove("s3.connection.socket-timeout");
    return configuration;
  }

  static URI freshRoot() {
    return URI.create("s3://" + S3Server.BUCKET + "/opened-" + ROOTS.incrementAndGet());
  }

  /** A storage over a connection of the test's own. */
  static S3Storage over(Connection connection) {
    S3Root root = new S3Root(S3Server.BUCKET, "");
    ClientSettings settings =
        ClientSettings.of(Configuration.of(Map.of("s3.endpoint", "http://127.0.0.1")));
    return new S3Storage(
        root,
        connection,
        (key, content) -> true,
        new S3Errors(root, settings),
        InstantSource.system());
  }

  static SnapshotStorage open(URI root, Map<String, String> configuration) {
    return open(root, configuration, MetricGroup.none());
  }

  static SnapshotStorage open(URI root, Map<String, String> configuration, MetricGroup metrics) {
    return new S3StorageFactory()
        .open(
            root,
            new StorageContext(Configuration.of(configuration), InstantSource.system(), metrics));
  }

  /** Past any proxy. */
  static SnapshotStorage openPlain(URI root) {
    return open(root, S3Server.configuration());
  }

  static byte[] content(String name, int length) {
    byte[] content = new byte[length];
    new SplittableRandom(name.hashCode() * 31L + length).nextBytes(content);
    return content;
  }

  static void put(SnapshotStorage storage, String name, byte[] content) {
    try (BlobWriter<StoredBlob> writer = storage.write(name)) {
      writer.write(content, 0, content.length);
      writer.commit();
    }
  }

  static byte[] get(SnapshotStorage storage, String name) {
    try (BlobReader reader = storage.read(name, 0, Long.MAX_VALUE)) {
      return Bytes.readAll(reader);
    }
  }

  static List<String> names(SnapshotStorage storage) {
    try (Stream<StoredBlob> blobs = storage.list("")) {
      return blobs.map(StoredBlob::name).toList();
    }
  }
}
