package io.tidemark.serialization;

import io.tidemark.serialization.Shop.Box;
import io.tidemark.serialization.Shop.Closed;
import io.tidemark.serialization.Shop.Crate;
import io.tidemark.serialization.Shop.Created;
import io.tidemark.serialization.Shop.Currency;
import io.tidemark.serialization.Shop.Event;
import io.tidemark.serialization.Shop.Everything;
import io.tidemark.serialization.Shop.Line;
import io.tidemark.serialization.Shop.Money;
import io.tidemark.serialization.Shop.Moved;
import io.tidemark.serialization.Shop.Nested;
import io.tidemark.serialization.Shop.Nothing;
import io.tidemark.serialization.Shop.Order;
import io.tidemark.serialization.Shop.Ratio;
import io.tidemark.serialization.Shop.Renamed;
import io.tidemark.serialization.Shop.Shade;
import io.tidemark.serialization.Shop.Small;
import io.tidemark.serialization.Shop.Temperature;
import io.tidemark.serialization.Shop.UserId;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/** A sample of every type, and of types in types. */
public final class Samples {

  private Samples() {}

  static Stream<Sample<?>> all() {
    return Stream.of(
        new Sample<>("long", Serializers.LONG, Samples::aLong),
        new Sample<>("int", Serializers.INT, random -> (int) aLong(random)),
        new Sample<>("short", Serializers.SHORT, random -> (short) aLong(random)),
        new Sample<>("byte", Serializers.BYTE, random -> (byte) aLong(random)),
        new Sample<>("double", Serializers.DOUBLE, Samples::aDouble),
        new Sample<>("float", Serializers.FLOAT, Samples::aFloat),
        new Sample<>("boolean", Serializers.BOOLEAN, Random::nextBoolean),
        new Sample<>("string", Serializers.STRING, Samples::string),
        new Sample<>("instant", Serializers.INSTANT, Samples::instant),
        new Sample<>("duration", Serializers.DURATION, Samples::duration),
        new Sample<>("uuid", Serializers.UUID, Samples::uuid),
        new Sample<>("decimal", Serializers.DECIMAL, Samples::decimal),
        new Sample<>("enum", Serializers.enums(Currency.class), Samples::currency),
        new Sample<>(
            "optional<string>",
            Serializers.optional(Serializers.STRING),
            optionals(Samples::string)),
        new Sample<>(
            "optional<optional<int>>",
            Serializers.optional(Serializers.optional(Serializers.INT)),
            optionals(optionals(Random::nextInt))),
        new Sample<>("list<long>", Serializers.list(Serializers.LONG), lists(Samples::aLong)),
        new Sample<>(
            "list<list<string>>",
            Serializers.list(Serializers.list(Serializers.STRING)),
            lists(lists(Samples::string))),
        new Sample<>("set<string>", Serializers.set(Serializers.STRING), sets(Samples::string)),
        new Sample<>(
            "map<string, list<int>>",
            Serializers.map(Serializers.STRING, Serializers.list(Serializers.INT)),
            maps(Samples::string, lists(Random::nextInt))),
        new Sample<>(
            "map<pair<int, boolean>, double>",
            Serializers.map(
                Serializers.pair(Serializers.INT, Serializers.BOOLEAN), Serializers.DOUBLE),
            maps(r -> Pair.of(r.nextInt(), r.nextBoolean()), Samples::aDouble)),
        new Sample<>(
            "pair<long, list<int>>",
            Serializers.pair(Serializers.LONG, Serializers.list(Serializers.INT)),
            random -> Pair.of(aLong(random), lists(Random::nextInt).apply(random))),
        new Sample<>("record Money", Serializers.of(Money.class), Samples::money),
        new Sample<>("record Order", Serializers.of(Order.class), Samples::order),
        new Sample<>("record Everything", Serializers.of(Everything.class), Samples::everything),
        new Sample<>("record Nothing", Serializers.of(Nothing.class), random -> new Nothing()),
        new Sample<>(
            "list<record Nothing>",
            Serializers.list(Serializers.of(Nothing.class)),
            lists(random -> new Nothing())),
        new Sample<>("record Crate", Serializers.of(Crate.class), Samples::crate),
        new Sample<>(
            "record UserId", Serializers.of(UserId.class), random -> new UserId(aLong(random))),
        new Sample<>("record Small", Serializers.of(Small.class), r -> new Small((byte) aLong(r))),
        new Sample<>("record Ratio", Serializers.of(Ratio.class), r -> new Ratio(aDouble(r))),
        new Sample<>(
            "record Temperature",
            Serializers.of(Temperature.class),
            r -> new Temperature(aFloat(r))),
        new Sample<>(
            "record Nested", Serializers.of(Nested.class), r -> new Nested(new Shade(currency(r)))),
        new Sample<>(
            "union Event", Serializers.of(new GenericType<Event<String>>() {}), Samples::event));
  }

  static long aLong(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> Long.MIN_VALUE;
      case 1 -> Long.MAX_VALUE;
      case 2 -> 0;
      case 3 -> -1;
      default -> random.nextLong() >> random.nextInt(64);
    };
  }

  static double aDouble(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> Double.NaN;
      case 1 -> -0.0;
      case 2 -> 0.0;
      case 3 -> Double.NEGATIVE_INFINITY;
      case 4 -> Double.MIN_VALUE;
      default -> random.nextGaussian();
    };
  }

  static float aFloat(Random random) {
    return random.nextInt(4) == 0 ? random.nextFloat() : (float) aDouble(random);
  }

  static String string(Random random) {
    int length = random.nextInt(4) == 0 ? random.nextInt(400) : random.nextInt(12);
    int kind = random.nextInt(4);
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      switch (kind) {
        case 0 -> text.append((char) (' ' + random.nextInt(95)));
        case 1 -> text.append((char) random.nextInt(0x100));
        case 2 -> text.append((char) random.nextInt(0x10000));
        default -> text.appendCodePoint(random.nextInt(0x110000));
      }
    }
    return text.toString();
  }

  /** A string that is no trouble to anyone. */
  public static String properString(Random random) {
    String text = string(random);
    return text.replaceAll("\\p{Cs}", "?");
  }

  static Instant instant(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> Instant.MIN;
      case 1 -> Instant.MAX;
      case 2 -> Instant.ofEpochMilli(random.nextLong() >> 20);
      case 3 -> Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000) * 1000L);
      default -> Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
    };
  }

  static Duration duration(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> Duration.ofSeconds(Long.MIN_VALUE);
      case 1 -> Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);
      case 2 -> Duration.ZERO;
      default -> Duration.ofSeconds(random.nextInt(), random.nextInt(1_000_000_000));
    };
  }

  static UUID uuid(Random random) {
    return new UUID(random.nextLong(), random.nextLong());
  }

  static BigDecimal decimal(Random random) {
    int scale =
        switch (random.nextInt(6)) {
          case 0 -> Integer.MIN_VALUE + 1000;
          case 1 -> Integer.MAX_VALUE;
          default -> random.nextInt(40) - 20;
        };
    BigInteger unscaled = new BigInteger(random.nextInt(300), random);
    return new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), scale);
  }

  static Currency currency(Random random) {
    return Currency.values()[random.nextInt(3)];
  }

  static Money money(Random random) {
    return new Money(decimal(random), currency(random));
  }

  static Order order(Random random) {
    return new Order(
        aLong(random),
        uuid(random),
        instant(random),
        lists(r -> new Line(string(r), r.nextInt(), money(r))).apply(random),
        optionals(Samples::string).apply(random),
        random.nextBoolean() ? string(random) : null,
        maps(Samples::string, Samples::aLong).apply(random));
  }

  static Everything everything(Random random) {
    return new Everything(
        aLong(random),
        random.nextInt(),
        (short) random.nextInt(),
        (byte) random.nextInt(),
        aDouble(random),
        aFloat(random),
        random.nextBoolean(),
        aLong(random),
        random.nextInt(),
        (short) random.nextInt(),
        (byte) random.nextInt(),
        aDouble(random),
        aFloat(random),
        random.nextBoolean(),
        string(random),
        instant(random),
        duration(random),
        uuid(random),
        decimal(random),
        random.nextBoolean() ? money(random) : null);
  }

  static Crate crate(Random random) {
    return new Crate(
        box(Samples::aLong).apply(random),
        box(box(Samples::string)).apply(random),
        Pair.of(currency(random), sets(Random::nextInt).apply(random)));
  }

  static Event<String> event(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> new Created<>(string(random));
      case 1 -> new Renamed<>(string(random), string(random));
      case 2 -> new Moved<>(random.nextInt());
      default -> new Closed<>();
    };
  }

  private static <T> Function<Random, Box<T>> box(Function<Random, T> content) {
    return random -> new Box<>(content.apply(random), lists(content).apply(random));
  }

  static <T> Function<Random, Optional<T>> optionals(Function<Random, T> element) {
    return random -> random.nextBoolean() ? Optional.of(element.apply(random)) : Optional.empty();
  }

  static <T> Function<Random, List<T>> lists(Function<Random, T> element) {
    return random -> {
      List<T> list = new ArrayList<>();
      for (int i = random.nextInt(5); i > 0; i--) {
        list.add(element.apply(random));
      }
      return list;
    };
  }

  static <T> Function<Random, Set<T>> sets(Function<Random, T> element) {
    return random -> new LinkedHashSet<>(lists(element).apply(random));
  }

  static <K, V> Function<Random, Map<K, V>> maps(
      Function<Random, K> key, Function<Random, V> value) {
    return random -> {
      Map<K, V> map = new LinkedHashMap<>();
      for (int i = random.nextInt(5); i > 0; i--) {
        map.put(key.apply(random), value.apply(random));
      }
      return map;
    };
  }
}
