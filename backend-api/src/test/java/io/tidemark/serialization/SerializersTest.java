package io.tidemark.serialization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tidemark.serialization.Shop.Currency;
import io.tidemark.serialization.Shop.Money;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SerializersTest {

  @Test
  void typesOfEveryKind_areDescribedInFull() {
    assertThat(Serializers.of(Shop.Order.class).description())
        .hasToString(
            "record Order{id: long, customer: uuid, placed: instant, lines: list<record Line{article: string, "
                + "count: int, price: record Money{amount: decimal, currency: enum Currency{EUR, USD, JPY}}}>, "
                + "note: optional<string>, coupon: optional<string>, labels: map<string, long>}");
    assertThat(Serializers.of(Shop.Crate.class).description())
        .hasToString(
            "record Crate{numbers: record Box{content: long, spares: list<long>}, "
                + "boxes: record Box{content: record Box{content: string, spares: list<string>}, "
                + "spares: list<record Box{content: string, spares: list<string>}>}, "
                + "pair: pair<enum Currency{EUR, USD, JPY}, set<int>>}");
    assertThat(Serializers.of(new GenericType<Shop.Event<Long>>() {}).description())
        .hasToString(
            "union Event{record Created{what: long}, record Renamed{from: long, to: long}, "
                + "record Moved{shelf: int}, record Closed{}}");
    assertThat(
            Serializers.of(new GenericType<Map<Currency, ? extends List<byte[]>>>() {})
                .description())
        .hasToString("map<enum Currency{EUR, USD, JPY}, list<bytes>>");
  }

  record WithList(List<Long> list) {}

  record WithBytes(long id, byte[] bytes) {}

  record WithMap(Optional<Map<String, Long>> map) {}

  @Test
  void keys_areCanonicalWhereEqualityIsThatOfTheirBytes() {
    assertThat(
            List.of(
                Serializers.LONG,
                Serializers.DOUBLE,
                Serializers.STRING,
                Serializers.DECIMAL,
                Serializers.enums(Currency.class),
                Serializers.optional(Serializers.STRING),
                Serializers.list(Serializers.INT),
                Serializers.pair(Serializers.INT, Serializers.STRING),
                Serializers.of(Money.class),
                Serializers.of(WithList.class),
                Serializers.of(new GenericType<Shop.Event<Long>>() {})))
        .allMatch(Serializer::isCanonical);
    assertThat(
            List.of(
                Serializers.BYTES,
                Serializers.set(Serializers.INT),
                Serializers.map(Serializers.INT, Serializers.INT),
                Serializers.optional(Serializers.BYTES),
                Serializers.list(Serializers.set(Serializers.INT)),
                Serializers.pair(Serializers.INT, Serializers.BYTES),
                Serializers.of(WithBytes.class),
                Serializers.of(WithMap.class),
                Serializers.of(new GenericType<Shop.Event<byte[]>>() {})))
        .noneMatch(Serializer::isCanonical);
  }

  @Test
  void valuesThatCanChange_areCopiedToTheBottom() {
    Serializer<WithList> serializer = Serializers.of(WithList.class);
    WithList value = new WithList(new ArrayList<>(List.of(1L)));
    WithList copy = serializer.copy(value);
    value.list().add(2L);
    assertThat(copy.list()).containsExactly(1L);
    assertThat(serializer.isImmutable()).isFalse();

    Serializer<Map<String, List<byte[]>>> nested =
        Serializers.of(new GenericType<Map<String, List<byte[]>>>() {});
    byte[] bytes = {1};
    Map<String, List<byte[]>> copied = nested.copy(Map.of("a", List.of(bytes)));
    bytes[0] = 2;
    assertThat(copied.get("a").get(0)).containsExactly(1);
    assertThat(Serializers.of(Money.class).isImmutable()).isTrue();
  }

  record Text(String text) {}

  record MaybeId(@Nullable Long id) {}

  @Test
  void recordOfOneSmallComponent_isItsLong() {
    assertThat(Serializers.of(Shop.UserId.class)).isInstanceOf(LongEncoded.class);
    assertThat(Serializers.of(Shop.Nested.class)).isInstanceOf(LongEncoded.class);
    assertThat(
            ((LongEncoded<Shop.UserId>) Serializers.of(Shop.UserId.class))
                .toLong(new Shop.UserId(-7)))
        .isEqualTo(-7);
    assertThat(Serializers.of(Text.class)).isNotInstanceOf(LongEncoded.class);
    assertThat(Serializers.of(MaybeId.class)).isNotInstanceOf(LongEncoded.class);
    assertThat(Serializers.of(Money.class)).isNotInstanceOf(LongEncoded.class);
  }

  private static final double ODD_DOUBLE = Double.longBitsToDouble(0x7ff8_0000_dead_beefL);
  private static final float ODD_FLOAT = Float.intBitsToFloat(0x7fc0_beef);

  record Doubles(double d, float f) {}

  @Test
  void floatingNumbersOfRecords_haveOneNaN() {
    assertThat(bytes(Serializers.of(Doubles.class), new Doubles(ODD_DOUBLE, ODD_FLOAT)))
        .isEqualTo(bytes(Serializers.of(Doubles.class), new Doubles(Double.NaN, Float.NaN)));
  }

  @Test
  void floatingNumbers_haveOneNaNAndTwoZeros() {
    WriteBuffer oddFloat = new WriteBuffer(4);
    oddFloat.writeFloat(ODD_FLOAT);
    assertOneNaN(Serializers.FLOAT, Float.NaN, ODD_FLOAT, oddFloat);
    WriteBuffer oddDouble = new WriteBuffer(8);
    oddDouble.writeDouble(ODD_DOUBLE);
    assertOneNaN(Serializers.DOUBLE, Double.NaN, ODD_DOUBLE, oddDouble);
    assertThat(bytes(Serializers.FLOAT, -0.0f)).isNotEqualTo(bytes(Serializers.FLOAT, 0.0f));
    assertThat(bytes(Serializers.DOUBLE, -0.0)).isNotEqualTo(bytes(Serializers.DOUBLE, 0.0));
    assertThat(Serializers.FLOAT.toLong(-0.0f)).isNotEqualTo(Serializers.FLOAT.toLong(0.0f));
    assertThat(Serializers.DOUBLE.toLong(-0.0)).isNotEqualTo(Serializers.DOUBLE.toLong(0.0));
  }

  private static <T> void assertOneNaN(
      LongEncoded<T> serializer, T usual, T odd, WriteBuffer oddBytes) {
    assertThat(bytes(serializer, odd)).isEqualTo(bytes(serializer, usual));
    assertThat(serializer.toLong(odd)).isEqualTo(serializer.toLong(usual));
    assertThat(serializer.readLong(new ReadBuffer(oddBytes.toByteArray())))
        .isEqualTo(serializer.toLong(usual));
  }

  private record Hidden(long id, @Nullable String name) {}

  @Test
  void privateRecordWithNull_isReadAndWritten() {
    Serializer<Hidden> serializer = Serializers.of(Hidden.class);
    for (Hidden value : List.of(new Hidden(1, null), new Hidden(2, "two"))) {
      assertThat(serializer.read(new ReadBuffer(bytes(serializer, value)))).isEqualTo(value);
      assertThat(serializer.copy(value)).isEqualTo(value);
    }
  }

  record Wide(
      long a1,
      double a2,
      long a3,
      double a4,
      long a5,
      double a6,
      long a7,
      double a8,
      long a9,
      String b1,
      String b2,
      String b3,
      String b4,
      String b5,
      String b6,
      String b7,
      String b8,
      int c1,
      int c2,
      int c3,
      int c4,
      int c5,
      int c6,
      int c7,
      int c8,
      int c9,
      int c10,
      int c11,
      boolean d1,
      boolean d2,
      boolean d3,
      boolean d4,
      boolean d5,
      boolean d6,
      boolean d7) {}

  @Test
  void wideRecord_keepsEveryFieldInItsPlace() {
    Serializer<Wide> serializer = Serializers.of(Wide.class);
    Wide value =
        new Wide(
            1, 2, 3, 4, 5, 6, 7, 8, 9, "1", "2", "3", "4", "5", "6", "7", "8", 1, 2, 3, 4, 5, 6, 7,
            8, 9, 10, 11, true, false, true, false, true, false, true);
    assertThat(serializer.read(new ReadBuffer(bytes(serializer, value)))).isEqualTo(value);
  }

  @Test
  void nullWhereNothingMayBeAbsent_isRefusedAtItsPlace() {
    assertNull(
        Serializers.of(Money.class), new Money(null, Currency.EUR), "record Money, field amount");
    assertNull(Serializers.list(Serializers.INT), Arrays.asList(1, null), "An element of a list");
    assertNull(
        Serializers.pair(Serializers.INT, Serializers.INT),
        Pair.of(1, null),
        "The second of a pair");
    Map<String, String> map = new TreeMap<>();
    map.put("a", null);
    assertNull(Serializers.map(Serializers.STRING, Serializers.STRING), map, "A value of a map");
  }

  private static <T> void assertNull(Serializer<T> serializer, T value, String place) {
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> bytes(serializer, value))
        .withMessageStartingWith(place + " is null")
        .withMessageContaining("@Nullable");
  }

  record Node(long id, List<Node> children) {}

  sealed interface Tree {
    record Leaf(int value) implements Tree {}

    record Fork(Tree left, Tree right) implements Tree {}
  }

  record WithDate(long id, Map<String, LocalDate> dates) {}

  record WithArray(long[] values) {}

  record WithArrayList(ArrayList<String> values) {}

  record WithRaw(@SuppressWarnings("rawtypes") List values) {}

  record WithObject(Object value) {}

  record Generic<T>(T value) {}

  sealed interface Mixed {
    record Good(int id) implements Mixed {}

    final class Bad implements Mixed {}
  }

  interface Open {}

  sealed interface Namesakes {
    record A(int id) implements Namesakes {}

    sealed interface Inner extends Namesakes {
      record A(long id) implements Inner {}
    }
  }

  @Test
  void typeWithoutSerializer_isRefusedWithItsPlaceAndARemedy() {
    assertRefused(
        Node.class, "SerializersTest$Node (record Node, field children: List): it contains itself");
    assertRefused(
        Tree.class,
        "SerializersTest$Tree (union Tree: record Fork, field left): it contains itself");
    assertRefused(
        WithDate.class,
        "There is no serializer for java.time.LocalDate (record WithDate, field dates: Map): make it a record, an"
            + " enum or a sealed interface of records");
    assertRefused(
        WithArray.class,
        "long[] (record WithArray, field values): of arrays there are bytes only; use a List");
    assertRefused(WithArrayList.class, "(record WithArrayList, field values): declare it as List");
    assertRefused(
        WithRaw.class,
        "java.util.List (record WithRaw, field values): its type arguments are missing");
    assertRefused(WithObject.class, "java.lang.Object (record WithObject, field value)");
    assertRefused(
        Generic.class,
        "its type arguments are missing; name it as new GenericType<Generic<…>>() {}");
    assertRefused(
        Mixed.class,
        "SerializersTest$Mixed$Bad (union Mixed): the variants of a sealed interface are records");
    assertRefused(Open.class, "or bring a FormatPlugin that knows it");
    assertRefused(Namesakes.class, "union Namesakes has the name A twice");
    assertRefused(Set.class, "its type arguments are missing");
    assertThatExceptionOfType(UnsupportedTypeException.class)
        .isThrownBy(() -> Serializers.sealedInterface(Open.class))
        .withMessageContaining("declare it 'sealed interface'");
  }

  private static void assertRefused(Class<?> type, String reason) {
    assertThatExceptionOfType(UnsupportedTypeException.class)
        .isThrownBy(() -> Serializers.of(type))
        .withMessageContaining(reason);
  }

  @SuppressWarnings({"rawtypes", "unchecked"})
  static final class RawGenericType extends GenericType {}

  static <T> GenericType<List<T>> withVariable() {
    return new GenericType<>() {};
  }

  @Test
  void genericTypeThatNamesNoType_isRefused() {
    assertThatExceptionOfType(UnsupportedTypeException.class).isThrownBy(RawGenericType::new);
    assertThatExceptionOfType(UnsupportedTypeException.class)
        .isThrownBy(() -> Serializers.of(SerializersTest.<String>withVariable()))
        .withMessageContaining("T (List): nothing says what this variable stands for");
  }

  @Test
  void sameRecordInTwoPlaces_doesNotContainItself() {
    record Leg(String from) {}
    record Trip(Leg there, Leg back, Pair<Leg, Leg> more) {}
    Leg leg = new Leg("here");
    Trip trip = new Trip(leg, leg, Pair.of(leg, leg));
    Serializer<Trip> serializer = Serializers.of(Trip.class);
    assertThat(serializer.read(new ReadBuffer(bytes(serializer, trip)))).isEqualTo(trip);
  }

  private static <T> byte[] bytes(Serializer<T> serializer, T value) {
    WriteBuffer out = new WriteBuffer(0);
    serializer.write(value, out);
    return out.toByteArray();
  }
}
