package io.tidemark.serialization;

import io.tidemark.serialization.TypeDescription.EnumType;
import io.tidemark.serialization.TypeDescription.Field;
import io.tidemark.serialization.TypeDescription.ListType;
import io.tidemark.serialization.TypeDescription.MapType;
import io.tidemark.serialization.TypeDescription.OpaqueType;
import io.tidemark.serialization.TypeDescription.OptionalType;
import io.tidemark.serialization.TypeDescription.PairType;
import io.tidemark.serialization.TypeDescription.RecordType;
import io.tidemark.serialization.TypeDescription.Scalar;
import io.tidemark.serialization.TypeDescription.SetType;
import io.tidemark.serialization.TypeDescription.UnionType;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Makes descriptions that no Java type stands behind. */
public final class RandomTypes {

  private final Random random;
  private final Function<Random, String> strings;
  private final boolean withOpaque;

  /**
   * @param strings the names of things
   */
  public RandomTypes(Random random, Function<Random, String> strings, boolean withOpaque) {
    this.random = random;
    this.strings = strings;
    this.withOpaque = withOpaque;
  }

  public TypeDescription next(int depth) {
    return switch (depth <= 0 ? 0 : random.nextInt(withOpaque ? 10 : 9)) {
      case 1 -> new OptionalType(next(depth - 1));
      case 2 -> new ListType(next(depth - 1));
      case 3 -> new SetType(next(depth - 1));
      case 4 -> new MapType(next(depth - 1), next(depth - 1));
      case 5 -> new PairType(next(depth - 1), next(depth - 1));
      case 6 -> new EnumType(name(), names(1 + random.nextInt(4)));
      case 7 -> record(name(), depth);
      case 8 ->
          new UnionType(
              name(),
              names(1 + random.nextInt(3)).stream().map(name -> record(name, depth - 1)).toList());
      case 9 -> new OpaqueType(name(), strings.apply(random), strings.apply(random));
      default -> scalar();
    };
  }

  private Scalar scalar() {
    return Stream.of(Scalar.values())
        .filter(scalar -> scalar != Scalar.UNIT)
        .toList()
        .get(random.nextInt(Scalar.values().length - 1));
  }

  private RecordType record(String name, int depth) {
    return new RecordType(
        name,
        names(random.nextInt(4)).stream().map(field -> new Field(field, next(depth - 1))).toList());
  }

  private List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(i -> name() + i).toList();
  }

  private String name() {
    return random.nextBoolean()
        ? String.valueOf((char) ('a' + random.nextInt(26)))
        : strings.apply(random);
  }
}
