package io.tidemark.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lists, on the class by which an implementation runs a contract kit, tests of the kit that it does
 * not run. This is the only way to skip one: an assumption that fails, or a test that is
 * overridden, fails the build.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(SkipKitTest.All.class)
public @interface SkipKitTest {

  /**
   * Which: a test as {@code Topic.method} (or {@code method}, where the kit has no topics), a whole
   * topic by its name, or a capability that the implementation lacks by the tag that its tests
   * bear. A name that the kit does not know fails the build.
   */
  String test();

  /** Why, in the words that the test report shows. Not blank. */
  String reason();

  /** All that are listed on one class. */
  @Documented
  @Target(ElementType.TYPE)
  @Retention(RetentionPolicy.RUNTIME)
  @interface All {
    SkipKitTest[] value();
  }
}
