package io.tidemark.testkit;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.TestAbortedException;

/**
 * Skips what {@link SkipKitTest} lists and fails what is skipped in any other way. A kit is a class
 * annotated {@code @ExtendWith(ListedSkips.class)}, with topics as nested classes if it has many
 * tests; an implementation runs it by extending it.
 */
public final class ListedSkips
    implements BeforeAllCallback,
        ExecutionCondition,
        TestExecutionExceptionHandler,
        LifecycleMethodExecutionExceptionHandler {

  @Override
  public void beforeAll(ExtensionContext context) {
    Class<?> runner = context.getRequiredTestClass();
    if (runner != runner(context)) {
      return;
    }
    Set<String> known = new HashSet<>();
    collectNames(runner, "", known);
    for (SkipKitTest skip : runner.getAnnotationsByType(SkipKitTest.class)) {
      if (skip.reason().isBlank()) {
        throw new AssertionError(runner.getName() + " skips " + skip.test() + " without a reason");
      }
      if (!known.contains(skip.test())) {
        throw new AssertionError(
            runner.getName() + " skips " + skip.test() + ", which is not in the kit");
      }
    }
    refuseOverridden(runner);
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    String name = nameOf(context);
    for (SkipKitTest skip : runner(context).getAnnotationsByType(SkipKitTest.class)) {
      if (name.equals(skip.test())
          || name.startsWith(skip.test() + ".")
          || context.getTags().contains(skip.test())) {
        return ConditionEvaluationResult.disabled(skip.test() + ": " + skip.reason());
      }
    }
    return ConditionEvaluationResult.enabled("not listed as skipped");
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable thrown)
      throws Throwable {
    throw abortedIsFailed(context, thrown);
  }

  @Override
  public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable thrown)
      throws Throwable {
    throw abortedIsFailed(context, thrown);
  }

  @Override
  public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable thrown)
      throws Throwable {
    throw abortedIsFailed(context, thrown);
  }

  @Override
  public void handleAfterEachMethodExecutionException(ExtensionContext context, Throwable thrown)
      throws Throwable {
    throw abortedIsFailed(context, thrown);
  }

  @Override
  public void handleAfterAllMethodExecutionException(ExtensionContext context, Throwable thrown)
      throws Throwable {
    throw abortedIsFailed(context, thrown);
  }

  private static Throwable abortedIsFailed(ExtensionContext context, Throwable thrown) {
    if (!(thrown instanceof TestAbortedException)) {
      return thrown;
    }
    return new AssertionError(
        "%s was skipped (%s). List it on %s: @SkipKitTest(test = \"%s\", reason = \"…\")"
            .formatted(
                nameOf(context), thrown.getMessage(), runner(context).getName(), nameOf(context)),
        thrown);
  }

  /** The outermost class: the implementation's own, whose nested classes are the kit's topics. */
  private static Class<?> runner(ExtensionContext context) {
    ExtensionContext outermost = context;
    for (Optional<ExtensionContext> parent = context.getParent();
        parent.isPresent() && parent.get().getTestClass().isPresent();
        parent = parent.get().getParent()) {
      outermost = parent.get();
    }
    return outermost.getRequiredTestClass();
  }

  private static String nameOf(ExtensionContext context) {
    List<String> parts = new ArrayList<>();
    Class<?> runner = runner(context);
    for (Class<?> topic = context.getRequiredTestClass();
        topic != null && !topic.isAssignableFrom(runner);
        topic = topic.getEnclosingClass()) {
      parts.add(0, topic.getSimpleName());
    }
    context.getTestMethod().map(Method::getName).ifPresent(parts::add);
    return String.join(".", parts);
  }

  private static void collectNames(Class<?> topic, String prefix, Set<String> names) {
    addTags(topic.getAnnotationsByType(Tag.class), names);
    for (Class<?> declarer = topic; declarer != null; declarer = declarer.getSuperclass()) {
      for (Method method : declarer.getDeclaredMethods()) {
        if (AnnotationSupport.isAnnotated(method, Testable.class)) {
          names.add(prefix + method.getName());
          addTags(method.getAnnotationsByType(Tag.class), names);
        }
      }
      for (Class<?> nested : declarer.getDeclaredClasses()) {
        if (nested.isAnnotationPresent(Nested.class)) {
          names.add(prefix + nested.getSimpleName());
          collectNames(nested, prefix + nested.getSimpleName() + ".", names);
        }
      }
    }
  }

  private static void addTags(Tag[] tags, Set<String> names) {
    Arrays.stream(tags).map(Tag::value).forEach(names::add);
  }

  /** An overridden test would neither run nor be reported. */
  private static void refuseOverridden(Class<?> runner) {
    for (Class<?> own = runner; own != null && !isKit(own); own = own.getSuperclass()) {
      for (Class<?> above = own.getSuperclass(); above != null; above = above.getSuperclass()) {
        for (Method test : above.getDeclaredMethods()) {
          if (AnnotationSupport.isAnnotated(test, Testable.class) && declares(own, test)) {
            throw new AssertionError(
                own.getName() + " overrides " + test + ": a kit's tests run as they are");
          }
        }
      }
    }
  }

  private static boolean isKit(Class<?> type) {
    ExtendWith extensions = type.getDeclaredAnnotation(ExtendWith.class);
    return extensions != null && Arrays.asList(extensions.value()).contains(ListedSkips.class);
  }

  private static boolean declares(Class<?> type, Method other) {
    return Arrays.stream(type.getDeclaredMethods())
        .anyMatch(
            method ->
                method.getName().equals(other.getName())
                    && Arrays.equals(method.getParameterTypes(), other.getParameterTypes()));
  }
}
