package io.tidemark.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

class ListedSkipsTest {

  /** A kit of four tests, of which implementations can make two skip themselves. */
  @ExtendWith(ListedSkips.class)
  abstract static class Kit {

    boolean canDoIt() {
      return true;
    }

    boolean isThere() {
      return true;
    }

    @BeforeEach
    void requireIt() {
      assumeTrue(isThere(), "it is not there");
    }

    @Test
    void plain() {}

    @Nested
    final class Topic extends TopicContract {}

    abstract class TopicContract {

      @Test
      void first() {
        assumeTrue(canDoIt(), "cannot do it");
      }

      @Test
      @Tag("power")
      void second() {}

      @Test
      void third() {}
    }
  }

  static class Whole extends Kit {}

  @SkipKitTest(test = "Topic.first", reason = "it cannot do it")
  static class Lists extends Kit {
    @Override
    boolean canDoIt() {
      return false;
    }
  }

  @SkipKitTest(test = "Topic", reason = "it has none of that")
  static class ListsTopic extends Kit {}

  @SkipKitTest(test = "power", reason = "it lacks the power")
  @SkipKitTest(test = "plain", reason = "it is not plain")
  static class ListsPower extends Kit {}

  static class Assumes extends Kit {
    @Override
    boolean canDoIt() {
      return false;
    }
  }

  static class AssumesBeforeEach extends Kit {
    @Override
    boolean isThere() {
      return false;
    }
  }

  static class Overrides extends Kit {
    @Override
    void plain() {}
  }

  @SkipKitTest(test = "Topic.fourth", reason = "there is none")
  static class ListsUnknown extends Kit {}

  @SkipKitTest(test = "plain", reason = " ")
  static class ListsWithoutReason extends Kit {}

  @Test
  void nothingListed_everythingRuns() {
    run(Whole.class).testEvents().assertStatistics(all -> all.succeeded(4).skipped(0).failed(0));
  }

  @Test
  void listedTest_isSkippedWithItsReason() {
    EngineExecutionResults results = run(Lists.class);

    results.testEvents().assertStatistics(all -> all.succeeded(3).skipped(1).failed(0));
    assertThat(results.testEvents().skipped().list().get(0).getRequiredPayload(String.class))
        .isEqualTo("Topic.first: it cannot do it");
  }

  @Test
  void listedTopic_isSkippedWhole() {
    EngineExecutionResults results = run(ListsTopic.class);

    results.testEvents().assertStatistics(all -> all.succeeded(1).failed(0));
    results.containerEvents().assertStatistics(all -> all.skipped(1).failed(0));
  }

  @Test
  void listedCapability_skipsItsTests() {
    run(ListsPower.class)
        .testEvents()
        .assertStatistics(all -> all.succeeded(2).skipped(2).failed(0));
  }

  @Test
  void failedAssumption_failsTheTestThatIsNotListed() {
    EngineExecutionResults results = run(Assumes.class);

    results.testEvents().assertStatistics(all -> all.succeeded(3).aborted(0).failed(1));
    assertThat(messageOfFirstFailure(results.testEvents().failed().list().get(0)))
        .contains("Topic.first was skipped", "cannot do it", Assumes.class.getName());
  }

  @Test
  void failedAssumptionBeforeEachTest_failsThemAll() {
    run(AssumesBeforeEach.class)
        .testEvents()
        .assertStatistics(all -> all.succeeded(0).aborted(0).failed(4));
  }

  @Test
  void overriddenTest_failsTheKit() {
    assertThat(messageOfContainerFailure(Overrides.class)).contains("overrides", "plain");
  }

  @Test
  void unknownName_failsTheKit() {
    assertThat(messageOfContainerFailure(ListsUnknown.class)).contains("Topic.fourth");
  }

  @Test
  void missingReason_failsTheKit() {
    assertThat(messageOfContainerFailure(ListsWithoutReason.class)).contains("without a reason");
  }

  private static EngineExecutionResults run(Class<?> kit) {
    return EngineTestKit.engine("junit-jupiter").selectors(selectClass(kit)).execute();
  }

  private static String messageOfContainerFailure(Class<?> kit) {
    EngineExecutionResults results = run(kit);
    results.containerEvents().assertStatistics(all -> all.failed(1));
    return messageOfFirstFailure(results.containerEvents().failed().list().get(0));
  }

  private static String messageOfFirstFailure(Event event) {
    return event
        .getRequiredPayload(TestExecutionResult.class)
        .getThrowable()
        .orElseThrow()
        .getMessage();
  }
}
