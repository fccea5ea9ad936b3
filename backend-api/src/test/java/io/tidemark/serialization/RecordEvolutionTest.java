package io.tidemark.serialization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordEvolutionTest {

  /** Records as they were when the snapshot was taken. */
  interface Yesterday {
    record Order(long id, String note, int count) {}

    record Line(String article, float price) {}

    record Cart(List<Line> lines, Line first) {}

    record Empty() {}

    enum Color {
      RED,
      GREEN,
      BLUE
    }

    record Paint(Color color) {}

    sealed interface Event {
      record Created(int id) implements Event {}

      record Closed(int id, String reason) implements Event {}
    }
  }

  private static final Serializer<Yesterday.Order> ORDER = Serializers.of(Yesterday.Order.class);

  private static <R extends Record> R migrateOrder(Class<R> today) {
    return new Evolution<>(ORDER, Serializers.records(today))
        .migrate(new Yesterday.Order(1, "note", 3));
  }

  private static String refuseOrder(Class<? extends Record> today) {
    return new Evolution<>(ORDER, Serializers.records(today)).refusal();
  }

  record Moved(int count, long id, String note) {}

  record Removed(long id) {}

  record Widened(long id, String note, long count) {}

  record MadeOptional(long id, Optional<String> note, int count) {}

  record MadeNullable(long id, @Nullable String note, int count) {}

  record Swapped(String id, long note, int count) {}

  record Renamed(
      long id, @FormerNames({"comment", "note"}) String remark, @FormerNames("amount") int count) {}

  @Test
  void fieldsMovedRemovedWidenedOrRenamed_areFoundByName() {
    assertThat(migrateOrder(Moved.class)).isEqualTo(new Moved(3, 1, "note"));
    assertThat(migrateOrder(Removed.class)).isEqualTo(new Removed(1));
    assertThat(migrateOrder(Widened.class)).isEqualTo(new Widened(1, "note", 3));
    assertThat(migrateOrder(MadeOptional.class))
        .isEqualTo(new MadeOptional(1, Optional.of("note"), 3));
    assertThat(migrateOrder(MadeNullable.class)).isEqualTo(new MadeNullable(1, "note", 3));
  }

  @Test
  void fieldsThatOnlyChangedNames_areReadAsTheyAre() {
    assertThat(
            new Evolution<>(ORDER, Serializers.of(Renamed.class))
                .readAsIs(new Yesterday.Order(1, "note", 3)))
        .isEqualTo(new Renamed(1, "note", 3));
  }

  @Test
  void fieldOfAnotherType_isRefusedAtItsPlace() {
    assertThat(refuseOrder(Swapped.class))
        .isEqualTo("record Swapped, field id: was long, is string");
  }

  record Grown(
      long id,
      String note,
      int count,
      long aLong,
      boolean aBoolean,
      double aDouble,
      Optional<String> optional,
      List<Long> list,
      Set<String> set,
      Map<String, Long> map,
      @Nullable String nullable,
      @DefaultsTo("EUR") String currency,
      @DefaultsTo("GREEN") Yesterday.Color color,
      @DefaultsTo("-1") long minusOne,
      @DefaultsTo("7") Integer boxed,
      @DefaultsTo("12.50") BigDecimal price,
      @DefaultsTo("PT1M") Duration grace,
      @DefaultsTo("x") @Nullable String present,
      @DefaultsTo("true") Optional<Boolean> flag) {}

  @Test
  void addedFields_getTheirDefaults() {
    assertThat(migrateOrder(Grown.class))
        .isEqualTo(
            new Grown(
                1,
                "note",
                3,
                0,
                false,
                0.0,
                Optional.empty(),
                List.of(),
                Set.of(),
                Map.of(),
                null,
                "EUR",
                Yesterday.Color.GREEN,
                -1,
                7,
                new BigDecimal("12.50"),
                Duration.ofMinutes(1),
                "x",
                Optional.of(true)));
  }

  @Test
  void mutableDefaults_areNotShared() {
    Grown first = migrateOrder(Grown.class);
    first.list().add(1L);
    assertThat(migrateOrder(Grown.class).list()).isEmpty();
  }

  record Grew(long id, String note, int count, String currency) {}

  @Test
  void addedFieldWithoutDefault_isRefused() {
    assertThat(refuseOrder(Grew.class))
        .startsWith("record Grew, field currency: is new and nothing stands for it")
        .contains("@DefaultsTo", "@Nullable", "Optional");
  }

  record Filled(long id, @Nullable List<String> tags) {
    Filled {
      if (tags == null) {
        tags = List.of("none");
      }
    }
  }

  @Test
  void constructor_putsItsOwnDefaultInPlaceOfNull() {
    assertThat(migrateOrder(Filled.class)).isEqualTo(new Filled(1, List.of("none")));
  }

  record BadDefault(@DefaultsTo("five") int count) {}

  record BadConstant(@DefaultsTo("PINK") Yesterday.Color color) {}

  record DefaultedList(@DefaultsTo("[]") List<String> list) {}

  @Test
  void defaultThatStandsForNoValue_isRefusedAtOnce() {
    assertThatExceptionOfType(UnsupportedTypeException.class)
        .isThrownBy(() -> Serializers.of(BadDefault.class))
        .withMessageStartingWith("record BadDefault, field count, @DefaultsTo: The text is no int");
    assertThatExceptionOfType(UnsupportedTypeException.class)
        .isThrownBy(() -> Serializers.of(BadConstant.class))
        .withMessageContaining("PINK is none of [RED, GREEN, BLUE]");
    assertThatExceptionOfType(UnsupportedTypeException.class)
        .isThrownBy(() -> Serializers.of(DefaultedList.class))
        .withMessageContaining("list<string> has no text");
  }

  record TwoNames(@FormerNames("b") int a, int b) {}

  @Test
  void nameOfTwoFields_isRefusedAtOnce() {
    assertThatExceptionOfType(UnsupportedTypeException.class)
        .isThrownBy(() -> Serializers.of(TwoNames.class))
        .withMessageStartingWith("record TwoNames has the name b twice");
  }

  record Merged(@FormerNames({"note", "id"}) Optional<String> text, int count) {}

  @Test
  void twoWrittenFieldsForOne_areRefused() {
    assertThat(refuseOrder(Merged.class)).startsWith("record Merged, field text: ");
    assertThat(new Evolution<>(Serializers.of(Twice.class), Serializers.of(Once.class)).refusal())
        .isEqualTo(
            "record Once, field a: two fields were written under its names, b is the second");
  }

  record Twice(int a, int b) {}

  record Once(@FormerNames("b") int a) {}

  record Line(String article, double price) {}

  record Cart(List<Line> lines, Line first, @DefaultsTo("0") Long total) {}

  record WrongLine(String article, String price) {}

  record WrongCart(List<WrongLine> lines) {}

  @Test
  void recordsWithinRecords_evolveToo() {
    Yesterday.Line line = new Yesterday.Line("a", 0.5f);
    Serializer<Yesterday.Cart> older = Serializers.of(Yesterday.Cart.class);
    assertThat(
            new Evolution<>(older, Serializers.of(Cart.class))
                .migrate(new Yesterday.Cart(List.of(line, line), line)))
        .isEqualTo(
            new Cart(List.of(new Line("a", 0.5), new Line("a", 0.5)), new Line("a", 0.5), 0L));
    assertThat(new Evolution<>(older, Serializers.of(WrongCart.class)).refusal())
        .isEqualTo(
            "record WrongCart, field lines: list element: record WrongLine, field price: was float, is string");
  }

  record NoLongerEmpty(int size) {}

  @Test
  void emptyRecord_growsAndShrinks() {
    Serializer<Yesterday.Empty> empty = Serializers.of(Yesterday.Empty.class);
    Serializer<NoLongerEmpty> full = Serializers.of(NoLongerEmpty.class);
    assertThat(new Evolution<>(empty, full).migrate(new Yesterday.Empty()))
        .isEqualTo(new NoLongerEmpty(0));
    assertThat(new Evolution<>(full, empty).migrate(new NoLongerEmpty(5)))
        .isEqualTo(new Yesterday.Empty());
    assertThat(
            new Evolution<>(Serializers.list(full), Serializers.list(empty))
                .migrate(List.of(new NoLongerEmpty(1), new NoLongerEmpty(2))))
        .hasSize(2);
  }

  enum Longer {
    RED,
    GREEN,
    BLUE,
    BLACK
  }

  enum Mixed {
    BLUE,
    RED,
    @FormerNames("GREEN")
    LIME
  }

  enum Shorter {
    RED,
    BLUE
  }

  record Paint(Mixed color) {}

  @Test
  void constants_areAddedMovedAndRenamedButNeverRemoved() {
    Serializer<Yesterday.Color> older = Serializers.enums(Yesterday.Color.class);
    assertThat(
            new Evolution<>(older, Serializers.enums(Longer.class)).readAsIs(Yesterday.Color.BLUE))
        .isEqualTo(Longer.BLUE);
    Evolution<Yesterday.Color, Mixed> mixed =
        new Evolution<>(older, Serializers.enums(Mixed.class));
    assertThat(mixed.migrate(Yesterday.Color.RED)).isEqualTo(Mixed.RED);
    assertThat(mixed.migrate(Yesterday.Color.GREEN)).isEqualTo(Mixed.LIME);
    assertThat(mixed.migrate(Yesterday.Color.BLUE)).isEqualTo(Mixed.BLUE);
    assertThat(new Evolution<>(older, Serializers.enums(Shorter.class)).refusal())
        .startsWith("enum Shorter, constant GREEN: was there, is gone")
        .contains("@FormerNames");
    assertThat(
            new Evolution<>(Serializers.of(Yesterday.Paint.class), Serializers.of(Paint.class))
                .migrate(new Yesterday.Paint(Yesterday.Color.GREEN)))
        .isEqualTo(new Paint(Mixed.LIME));
  }

  interface Today {
    sealed interface Event {
      record Opened(int id) implements Event {}

      record Closed(long id) implements Event {}

      @FormerNames("Created")
      record Made(int id) implements Event {}
    }
  }

  sealed interface Appended {
    record Created(int id) implements Appended {}

    record Closed(int id, String reason) implements Appended {}

    record Reopened() implements Appended {}
  }

  sealed interface Reduced {
    record Created(int id) implements Reduced {}
  }

  sealed interface Wrong {
    record Created(int id) implements Wrong {}

    record Closed(int id, boolean reason) implements Wrong {}
  }

  @Test
  void variants_areAddedMovedRenamedAndEvolveButAreNeverRemoved() {
    Serializer<Yesterday.Event> older = Serializers.sealedInterface(Yesterday.Event.class);
    Evolution<Yesterday.Event, Today.Event> evolution =
        new Evolution<>(older, Serializers.sealedInterface(Today.Event.class));
    assertThat(evolution.migrate(new Yesterday.Event.Created(1)))
        .isEqualTo(new Today.Event.Made(1));
    assertThat(evolution.migrate(new Yesterday.Event.Closed(2, "late")))
        .isEqualTo(new Today.Event.Closed(2));
    assertThat(
            new Evolution<>(older, Serializers.sealedInterface(Appended.class))
                .readAsIs(new Yesterday.Event.Closed(2, "late")))
        .isEqualTo(new Appended.Closed(2, "late"));
    assertThat(new Evolution<>(older, Serializers.sealedInterface(Reduced.class)).refusal())
        .startsWith("union Reduced, variant Closed: was there, is gone");
    assertThat(new Evolution<>(older, Serializers.sealedInterface(Wrong.class)).refusal())
        .isEqualTo(
            "union Wrong, variant Closed: record Closed, field reason: was string, is boolean");
  }

  record Positive(long id) {
    Positive {
      if (id < 5) {
        throw new IllegalArgumentException("too small");
      }
    }
  }

  @Test
  void valueThatTheConstructorRefuses_isMalformed() {
    Evolution<Yesterday.Order, Positive> evolution =
        new Evolution<>(ORDER, Serializers.of(Positive.class));
    assertThatExceptionOfType(MalformedBytesException.class)
        .isThrownBy(() -> evolution.migrate(new Yesterday.Order(1, "note", 3)))
        .withMessage("The constructor of record Positive refuses the values that were read")
        .withCauseInstanceOf(IllegalArgumentException.class);
    assertThatExceptionOfType(MalformedBytesException.class)
        .isThrownBy(() -> Serializers.of(Positive.class).read(new ReadBuffer(new byte[Long.BYTES])))
        .withCauseInstanceOf(IllegalArgumentException.class);
  }
}
