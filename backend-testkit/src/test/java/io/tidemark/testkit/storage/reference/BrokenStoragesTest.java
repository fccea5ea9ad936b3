package io.tidemark.testkit.storage.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectNestedMethod;

import io.tidemark.spi.SnapshotStorageFactory;
import io.tidemark.testkit.storage.LocalStorageKit;
import io.tidemark.testkit.storage.SnapshotStorageKit;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** Every test of the storage kit fails when the rule that it is there for is broken. */
@Isolated("The kit under test finds its storage in a static field")
class BrokenStoragesTest {

  private static final AtomicInteger ROOTS = new AtomicInteger();

  private static SnapshotStorageFactory current = new ReferenceStorageFactory();

  @TempDir static Path directory;

  /** What JUnit makes for itself, so its storage cannot be handed to it. */
  static class BrokenKit extends LocalStorageKit {

    @Override
    protected SnapshotStorageFactory factory() {
      return current;
    }

    @Override
    protected URI freshRoot() {
      return URI.create("reference:///broken-" + ROOTS.incrementAndGet());
    }

    @Override
    protected Path directoryBeside(URI root) throws Exception {
      return Files.createTempDirectory(directory, "beside");
    }

    @Override
    protected boolean survivesTheMachine(URI root, String name) {
      return Shelf.of(root).lasting.contains(name);
    }

    @Override
    protected Collection<String> residue(URI root) {
      return Shelf.of(root).unfinished.values().stream().map(Shelf.Unfinished::name).toList();
    }

    @Override
    protected int manyBlobs() {
      return 2_500;
    }
  }

  static Stream<BrokenStorage> broken() {
    return Stream.of(
            BrokenOpenings.all(),
            BrokenWrites.all(),
            BrokenReads.all(),
            BrokenNames.all(),
            BrokenRaces.all(),
            BrokenLinks.all())
        .flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("broken")
  void brokenRule_failsItsTests(BrokenStorage broken) {
    current = broken.factory();
    for (String test : broken.tests()) {
      Events events = run(selectorOf(test));

      assertThat(events.started().count()).as("runs of %s", test).isPositive();
      assertThat(events.failed().count())
          .as("failures of %s where %s", test, broken.rule())
          .isPositive();
    }
  }

  /** What fails above fails for the storage's sake: the same kit passes with one that works. */
  @Test
  void intactStorage_passes() {
    current = new ReferenceStorageFactory();

    assertThat(run(selectClass(BrokenKit.class)).failed().list()).isEmpty();
  }

  @Test
  void everyTestOfTheKit_isFailedByABrokenStorage() {
    Set<String> failed =
        broken()
            .flatMap(broken -> broken.tests().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> tests = new TreeSet<>();
    for (Class<?> topic : topics()) {
      for (Method method : topic.getSuperclass().getDeclaredMethods()) {
        if (AnnotationSupport.isAnnotated(method, Testable.class)) {
          tests.add(topic.getSimpleName() + "." + method.getName());
        }
      }
    }

    assertThat(tests).hasSizeGreaterThan(70).isEqualTo(failed);
  }

  private static Events run(DiscoverySelector selector) {
    return EngineTestKit.engine("junit-jupiter").selectors(selector).execute().testEvents();
  }

  private static DiscoverySelector selectorOf(String test) {
    String topicName = test.substring(0, test.indexOf('.'));
    String methodName = test.substring(test.indexOf('.') + 1);
    Class<?> topic =
        topics().stream()
            .filter(nested -> nested.getSimpleName().equals(topicName))
            .findFirst()
            .orElseThrow(() -> new AssertionError("No topic of the kit: " + test));
    Method method =
        Arrays.stream(topic.getSuperclass().getDeclaredMethods())
            .filter(declared -> declared.getName().equals(methodName))
            .findFirst()
            .orElseThrow(() -> new AssertionError("No test of the kit: " + test));
    return selectNestedMethod(List.of(BrokenKit.class), topic, method);
  }

  private static List<Class<?>> topics() {
    List<Class<?>> topics = new ArrayList<>();
    for (Class<?> kit : List.of(SnapshotStorageKit.class, LocalStorageKit.class)) {
      topics.addAll(List.of(kit.getDeclaredClasses()));
    }
    topics.removeIf(topic -> !topic.isAnnotationPresent(Nested.class));
    return topics;
  }
}
