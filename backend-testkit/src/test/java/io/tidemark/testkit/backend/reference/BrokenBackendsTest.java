package io.tidemark.testkit.backend.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectNestedMethod;

import io.tidemark.spi.StateBackendFactory;
import io.tidemark.testkit.backend.StateBackendKit;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** Every rule of the contract has a test that fails when a backend breaks it. */
@Isolated("The kit under test finds its backend in a static field")
class BrokenBackendsTest {

  private static StateBackendFactory current = new ReferenceBackendFactory();

  /** What JUnit makes for itself, so its backend cannot be handed to it. */
  static class BrokenKit extends StateBackendKit {

    @Override
    protected StateBackendFactory factory() {
      return current;
    }

    @Override
    protected List<String> openResources() {
      return BrokenOwners.takeOpenResources();
    }
  }

  static Stream<Broken> broken() {
    List<Broken> all = new ArrayList<>();
    all.addAll(BrokenCalls.all());
    all.addAll(BrokenNamespaces.all());
    all.addAll(BrokenKeys.all());
    all.addAll(BrokenTimers.all());
    all.addAll(BrokenExpiry.all());
    all.addAll(BrokenSnapshots.all());
    all.addAll(BrokenRestores.all());
    all.addAll(BrokenOwners.all());
    all.addAll(BrokenWalks.all());
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("broken")
  void brokenRule_failsItsTests(Broken broken) {
    current = broken.factory();
    for (String test : broken.tests()) {
      Events events = run(test);

      assertThat(events.started().count()).as("runs of %s", test).isPositive();
      assertThat(events.failed().count())
          .as("failures of %s where %s", test, broken.rule())
          .isPositive();
    }
  }

  /**
   * What fails above fails for the backend's sake: the same kit class passes with a backend that
   * works. One test of each topic; all of them are in {@link ReferenceBackendKitTest}.
   */
  @Test
  void intactBackend_passes() {
    current = new ReferenceBackendFactory();
    Map<String, String> oneOfEach = new TreeMap<>();
    broken()
        .flatMap(broken -> broken.tests().stream())
        .forEach(test -> oneOfEach.putIfAbsent(test.substring(0, test.indexOf('.')), test));
    assertThat(oneOfEach).hasSizeGreaterThan(15);
    oneOfEach.values().forEach(test -> assertThat(run(test).failed().list()).as(test).isEmpty());
  }

  private static Events run(String test) {
    return EngineTestKit.engine("junit-jupiter").selectors(selectorOf(test)).execute().testEvents();
  }

  private static DiscoverySelector selectorOf(String test) {
    String topicName = test.substring(0, test.indexOf('.'));
    String methodName = test.substring(test.indexOf('.') + 1);
    Class<?> topic =
        Arrays.stream(StateBackendKit.class.getDeclaredClasses())
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
}
