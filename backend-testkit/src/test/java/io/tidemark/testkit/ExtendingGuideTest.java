package io.tidemark.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectNestedClass;

import io.tidemark.spi.SnapshotStorageFactory;
import io.tidemark.testkit.backend.StateBackendKit;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** The classes in docs/EXTENDING.md, compiled as they are printed there and held to the kits. */
class ExtendingGuideTest {

  private static final Pattern PRINTED =
      Pattern.compile(
          "<!-- run by ExtendingGuideTest: (\\S+) -->\n```java\n(.*?)```\n", Pattern.DOTALL);

  @TempDir private Path folder;

  @BeforeEach
  void compileWhatIsPrinted() throws Exception {
    Matcher printed =
        PRINTED.matcher(
            Files.readString(Path.of(System.getProperty("tidemark.root"), "docs/EXTENDING.md")));
    List<String> arguments =
        new ArrayList<>(List.of("--release", "17", "-cp", classPath(), "-d", folder.toString()));
    while (printed.find()) {
      Path source = folder.resolve(printed.group(1));
      Files.writeString(source, printed.group(2));
      arguments.add(source.toString());
    }
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(
        services.resolve(SnapshotStorageFactory.class.getName()), "ShelfStorageFactory");
    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, arguments.toArray(new String[0])))
        .isZero();
  }

  @Test
  void printedStorage_passesTheKit() throws Exception {
    passes("ShelfStorageKitTest", DiscoverySelectors::selectClass, 70);
  }

  /** One topic shows that the printed kit runs; the whole of it is ReferenceBackendKitTest's. */
  @Test
  void printedKitOfABackend_passes() throws Exception {
    Class<?> values = Class.forName(StateBackendKit.class.getName() + "$Values");
    passes("MyBackendKitTest", kit -> selectNestedClass(List.of(kit), values), 5);
  }

  private void passes(String kit, Function<Class<?>, DiscoverySelector> selector, int atLeast)
      throws Exception {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
      Thread.currentThread().setContextClassLoader(loader);
      Events events =
          EngineTestKit.engine("junit-jupiter")
              .selectors(selector.apply(loader.loadClass(kit)))
              .execute()
              .testEvents();

      assertThat(events.failed().list()).isEmpty();
      assertThat(events.succeeded().count()).isGreaterThan(atLeast);
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  private static String classPath() {
    return System.getProperty("java.class.path")
        + File.pathSeparator
        + System.getProperty("surefire.test.class.path", "");
  }
}
