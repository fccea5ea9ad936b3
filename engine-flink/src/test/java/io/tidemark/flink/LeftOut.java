package io.tidemark.flink;

import static org.junit.jupiter.api.extension.ConditionEvaluationResult.disabled;
import static org.junit.jupiter.api.extension.ConditionEvaluationResult.enabled;

import java.lang.reflect.AnnotatedElement;
import java.util.Map;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The tests of Flink's that are left out, by method, each with its reason. They cannot be
 * overridden from here, and so stand in the report as skipped.
 */
final class LeftOut implements ExecutionCondition {

  private static final Map<String, String> REASONS =
      Map.of(
          "FlinkTtlSuite#testIncrementalCleanupWholeState",
          "looks into the classes of Flink's own heap backend",
          "FlinkMigrationSuite#testPriorityQueueStateCreationFailsIfNewSerializerIsNotCompatible",
          "has a queue of what are no timers, which no job can have",
          "FlinkMigrationSuiteOnMemoryTest"
              + "#testKeyedStateRegistrationFailsIfNewNamespaceSerializerRequiresMigration",
          "has refused what the memory backend does: it writes each namespace anew");

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    Class<?> type = context.getRequiredTestClass();
    String test = "#" + context.getElement().map(LeftOut::name).orElse("");
    String reason =
        REASONS.getOrDefault(
            type.getSimpleName() + test, REASONS.get(type.getSuperclass().getSimpleName() + test));
    return reason == null ? enabled("") : disabled(reason);
  }

  private static String name(AnnotatedElement element) {
    return element instanceof java.lang.reflect.Method method ? method.getName() : "";
  }
}
