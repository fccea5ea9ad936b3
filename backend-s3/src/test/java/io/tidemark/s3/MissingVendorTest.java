package io.tidemark.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.config.Configuration;
import io.tidemark.config.InvalidConfigurationException;
import io.tidemark.spi.MetricGroup;
import io.tidemark.spi.SnapshotStorageFactory;
import io.tidemark.spi.StorageContext;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is there to say without a vendor's artifact. */
class MissingVendorTest {

  /** Sees this module's classes anew, and no class of some packages. */
  private static final class Without extends ClassLoader {
    private final List<String> hidden;

    Without(String... hidden) {
      super(MissingVendorTest.class.getClassLoader());
      this.hidden = List.of(hidden);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (hidden.stream().anyMatch(name::startsWith)) {
        throw new ClassNotFoundException(name);
      }
      if (!name.startsWith("io.tidemark.s3.")) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? define(name) : loaded;
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }

    SnapshotStorageFactory factory() throws ReflectiveOperationException {
      return (SnapshotStorageFactory)
          loadClass(S3StorageFactory.class.getName()).getConstructor().newInstance();
    }
  }

  @Test
  void schemes_areToldWithoutAnyVendor() throws Exception {
    assertThat(new Without("software.amazon.", "com.amazonaws.").factory().schemes())
        .containsExactly("s3");
  }

  @ParameterizedTest
  @CsvSource({
    "sdk1, com.amazonaws., com.amazonaws:aws-java-sdk-s3",
    "sdk2, software.amazon., software.amazon.awssdk:s3"
  })
  void missingClient_isNamedByItsArtifact(String client, String vendor, String artifact)
      throws Exception {
    SnapshotStorageFactory factory = new Without(vendor).factory();
    Map<String, String> configuration = S3Server.configuration();
    configuration.put("s3.client", client);

    assertThatThrownBy(() -> factory.open(Opened.freshRoot(), contextOf(configuration)))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("s3.client = '" + client + "' needs " + artifact);
  }

  @Test
  void defaultClient_worksWithoutTheOther() throws Exception {
    URI root = Opened.freshRoot();
    new Without("com.amazonaws.").factory().open(root, contextOf(S3Server.configuration())).close();
  }

  private static StorageContext contextOf(Map<String, String> configuration) {
    return new StorageContext(
        Configuration.of(configuration), InstantSource.system(), MetricGroup.none());
  }
}
