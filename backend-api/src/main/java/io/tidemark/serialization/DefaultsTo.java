package io.tidemark.serialization;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The value of a component of a record where the record was written before it had the component.
 *
 * <p>Without it, numbers are 0, booleans false, optionals, lists, sets and maps empty, and
 * components that are annotated with {@code @Nullable} null, for the record's constructor to put
 * something else in their place. A component of any other type that older records lack makes them
 * unreadable.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface DefaultsTo {

  /**
   * The value as {@linkplain ScalarText text}: of a scalar type, or the name of an enum's constant.
   */
  String value();
}
