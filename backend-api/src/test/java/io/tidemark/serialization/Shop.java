package io.tidemark.serialization;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Types as a job would declare them. */
final class Shop {

  private Shop() {}

  enum Currency {
    EUR,
    USD {
      @Override
      public String toString() {
        return "a constant with a body";
      }
    },
    JPY
  }

  record Money(BigDecimal amount, Currency currency) {}

  record Line(String article, int count, Money price) {}

  record Order(
      long id,
      UUID customer,
      Instant placed,
      List<Line> lines,
      Optional<String> note,
      @Nullable String coupon,
      Map<String, Long> labels) {}

  /** One component of each primitive type, each box, and what else is immutable. */
  record Everything(
      long aLong,
      int anInt,
      short aShort,
      byte aByte,
      double aDouble,
      float aFloat,
      boolean aBoolean,
      Long boxedLong,
      Integer boxedInt,
      Short boxedShort,
      Byte boxedByte,
      Double boxedDouble,
      Float boxedFloat,
      Boolean boxedBoolean,
      String string,
      Instant instant,
      Duration duration,
      UUID uuid,
      BigDecimal decimal,
      @Nullable Money money) {}

  record Nothing() {}

  record Box<T>(T content, List<T> spares) {}

  record Crate(Box<Long> numbers, Box<Box<String>> boxes, Pair<Currency, Set<Integer>> pair) {}

  sealed interface Event<T> permits Created, Changed, Closed {}

  record Created<U>(U what) implements Event<U> {}

  sealed interface Changed<T> extends Event<T> permits Renamed, Moved {}

  record Renamed<T>(T from, T to) implements Changed<T> {}

  record Moved<T>(int shelf) implements Changed<T> {}

  record Closed<T>() implements Event<T> {}

  record UserId(long id) {}

  record Small(byte value) {}

  record Ratio(Double value) {}

  record Temperature(float degrees) {}

  record Shade(Currency currency) {}

  record Nested(Shade shade) {}
}
