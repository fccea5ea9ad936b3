package io.tidemark.monitor.browser;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips a test, with the reason, where there is no browser; in CI that is a failure instead. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsBrowser.Condition.class)
public @interface NeedsBrowser {

  /** Looks for the programs. */
  final class Condition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      if (Chromium.isInstalled()) {
        return ConditionEvaluationResult.enabled("Chromium is installed");
      }
      String reason =
          "needs chromium and chromedriver on the PATH: apt-get install chromium chromium-driver";
      if ("true".equals(System.getenv("CI"))) {
        throw new IllegalStateException("In CI this test " + reason);
      }
      return ConditionEvaluationResult.disabled(reason);
    }
  }
}
