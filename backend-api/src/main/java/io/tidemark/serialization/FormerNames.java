package io.tidemark.serialization;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a component of a record, a constant of an enum or a record of a sealed interface was called
 * when older snapshots were written. Without it, a new name is a removal and an addition.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.TYPE})
public @interface FormerNames {

  /** The names, none of which may be in use beside it today. */
  String[] value();
}
