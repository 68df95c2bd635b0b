package io.guestkit.report;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a component of a report's record means. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Component {

  /** One sentence, with the values that it takes where they are few. */
  String value();

  /** The unit. */
  Unit unit() default Unit.NONE;

  /** The version of GuestKit that first reported it. */
  String since() default "0.1.0";

  /** Whether it changes though the image does not. */
  boolean isVolatile() default false;

  /** Whether it should not be shown to everybody. */
  boolean isSensitive() default false;
}
