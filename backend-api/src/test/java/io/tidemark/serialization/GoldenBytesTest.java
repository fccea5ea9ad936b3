package io.tidemark.serialization;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.serialization.Shop.Closed;
import io.tidemark.serialization.Shop.Currency;
import io.tidemark.serialization.Shop.Event;
import io.tidemark.serialization.Shop.Line;
import io.tidemark.serialization.Shop.Money;
import io.tidemark.serialization.Shop.Nothing;
import io.tidemark.serialization.Shop.Order;
import io.tidemark.serialization.Shop.Renamed;
import io.tidemark.serialization.Shop.UserId;
import io.tidemark.serialization.json.JsonEncoder;
import io.tidemark.serialization.json.JsonPrinter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The bytes that are promised: {@code types-v1.txt} holds a description, bytes and JSON for each
 * value below, frozen with version 1. What stands there never changes; new lines may follow.
 */
class GoldenBytesTest {

  /** A line of the file. */
  record Golden(String name, String description, String hex, String json) {

    @Override
    public String toString() {
      return name;
    }
  }

  private record Known<T>(Serializer<T> serializer, T value) {

    String hex() {
      WriteBuffer out = new WriteBuffer(16);
      serializer.write(value, out);
      return HexFormat.of().formatHex(out.toByteArray());
    }
  }

  private static final Money MONEY = new Money(new BigDecimal("-12.50"), Currency.JPY);

  private static final Map<String, Known<?>> VALUES =
      Map.ofEntries(
          entry("long", new Known<>(Serializers.LONG, -2L)),
          entry("long-max", new Known<>(Serializers.LONG, Long.MAX_VALUE)),
          entry("int", new Known<>(Serializers.INT, 0x12345678)),
          entry("short", new Known<>(Serializers.SHORT, (short) -2)),
          entry("byte", new Known<>(Serializers.BYTE, (byte) 0x7f)),
          entry("double", new Known<>(Serializers.DOUBLE, 1.5)),
          entry("double-minus-zero", new Known<>(Serializers.DOUBLE, -0.0)),
          entry("double-nan", new Known<>(Serializers.DOUBLE, Double.NaN)),
          entry("float", new Known<>(Serializers.FLOAT, -0.1f)),
          entry("float-infinity", new Known<>(Serializers.FLOAT, Float.POSITIVE_INFINITY)),
          entry("boolean", new Known<>(Serializers.BOOLEAN, true)),
          entry("string", new Known<>(Serializers.STRING, "aé日😀")),
          entry("string-empty", new Known<>(Serializers.STRING, "")),
          entry("string-surrogate", new Known<>(Serializers.STRING, "a\ud800")),
          entry("string-long", new Known<>(Serializers.STRING, "0123456789".repeat(13))),
          entry("instant", new Known<>(Serializers.INSTANT, Instant.ofEpochSecond(1_700_000_000))),
          entry("instant-before", new Known<>(Serializers.INSTANT, Instant.ofEpochMilli(-1))),
          entry("instant-micros", new Known<>(Serializers.INSTANT, Instant.ofEpochSecond(1, 1000))),
          entry(
              "instant-nanos",
              new Known<>(Serializers.INSTANT, Instant.ofEpochSecond(1, 999_999_999))),
          entry("duration", new Known<>(Serializers.DURATION, Duration.ofMillis(1500))),
          entry(
              "uuid",
              new Known<>(
                  Serializers.UUID, UUID.fromString("123e4567-e89b-12d3-a456-426614174000"))),
          entry("decimal", new Known<>(Serializers.DECIMAL, new BigDecimal("12.50"))),
          entry("decimal-zero", new Known<>(Serializers.DECIMAL, BigDecimal.ZERO)),
          entry(
              "decimal-large",
              new Known<>(
                  Serializers.DECIMAL, new BigDecimal(BigInteger.TWO.pow(71).negate(), -300))),
          entry("enum", new Known<>(Serializers.enums(Currency.class), Currency.USD)),
          entry(
              "optional",
              new Known<>(Serializers.optional(Serializers.SHORT), Optional.of((short) 1))),
          entry(
              "optional-empty",
              new Known<>(Serializers.optional(Serializers.SHORT), Optional.empty())),
          entry(
              "optional-optional",
              new Known<>(
                  Serializers.optional(Serializers.optional(Serializers.BYTE)),
                  Optional.of(Optional.empty()))),
          entry(
              "list",
              new Known<>(Serializers.list(Serializers.SHORT), List.of((short) 1, (short) 2))),
          entry("set", new Known<>(Serializers.set(Serializers.STRING), Set.of("x"))),
          entry(
              "map",
              new Known<>(
                  Serializers.map(Serializers.STRING, Serializers.BOOLEAN), Map.of("k", true))),
          entry(
              "map-pair",
              new Known<>(
                  Serializers.map(
                      Serializers.pair(Serializers.BYTE, Serializers.STRING),
                      Serializers.list(Serializers.BYTE)),
                  Map.of(Pair.of((byte) 1, "a"), List.of()))),
          entry("record", new Known<>(Serializers.of(Money.class), MONEY)),
          entry("record-empty", new Known<>(Serializers.of(Nothing.class), new Nothing())),
          entry("record-single", new Known<>(Serializers.of(UserId.class), new UserId(7))),
          entry(
              "record-nested",
              new Known<>(
                  Serializers.of(Order.class),
                  new Order(
                      1,
                      new UUID(2, 3),
                      Instant.EPOCH,
                      List.of(new Line("a", 4, MONEY)),
                      Optional.of("n"),
                      null,
                      Map.of("l", 5L)))),
          entry(
              "union-first-nested",
              new Known<>(
                  Serializers.of(new GenericType<Event<String>>() {}), new Renamed<>("a", "b"))),
          entry(
              "union-last",
              new Known<>(Serializers.of(new GenericType<Event<String>>() {}), new Closed<>())));

  static Stream<Golden> file() {
    try (InputStream file = GoldenBytesTest.class.getResourceAsStream("types-v1.txt")) {
      return new String(file.readAllBytes(), UTF_8)
              .lines()
              .filter(line -> !line.startsWith("#"))
              .map(line -> line.split(" \\| ", 4))
              .map(parts -> new Golden(parts[0], parts[1], parts[2], parts[3]))
              .toList()
              .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void everyValue_isInTheFile() {
    assertThat(file().map(Golden::name)).containsExactlyInAnyOrderElementsOf(VALUES.keySet());
  }

  @ParameterizedTest
  @MethodSource("file")
  void value_isWrittenAndReadAsFrozen(Golden golden) {
    Known<?> known = VALUES.get(golden.name());
    assertThat(known.serializer().description().text()).isEqualTo(golden.description());
    assertThat(known.hex()).isEqualTo(golden.hex());
    assertThat(known.serializer().read(in(golden))).isEqualTo(known.value());
  }

  @ParameterizedTest
  @MethodSource("file")
  void description_showsTheBytesAsFrozen(Golden golden) {
    TypeDescription type = TypeDescription.parse(golden.description());
    assertThat(new JsonPrinter(List.of()).print(type, in(golden))).isEqualTo(golden.json());
    WriteBuffer out = new WriteBuffer(16);
    JsonEncoder.encode(type, golden.json(), out);
    assertThat(HexFormat.of().formatHex(out.toByteArray())).isEqualTo(golden.hex());
  }

  private static ReadBuffer in(Golden golden) {
    return new ReadBuffer(HexFormat.of().parseHex(golden.hex()));
  }
}
