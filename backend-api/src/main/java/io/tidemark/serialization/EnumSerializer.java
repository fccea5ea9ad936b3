package io.tidemark.serialization;

import io.tidemark.serialization.Compatibility.AsIs;
import io.tidemark.serialization.Compatibility.Incompatible;
import io.tidemark.serialization.Compatibility.Migrate;
import io.tidemark.serialization.Names.Named;
import io.tidemark.serialization.TypeDescription.EnumType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The position of the constant as a variable-length number. Constants may be added and change their
 * order, and take a new name under {@link FormerNames}; a constant that was written cannot go.
 */
@SuppressWarnings("EnumOrdinal") // the description keeps the order with the bytes
record EnumSerializer<E extends Enum<E>>(List<E> constants, Names names, EnumType description)
    implements LongEncoded<E> {

  static <E extends Enum<E>> EnumSerializer<E> of(Class<E> type) {
    String name = type.getSimpleName();
    List<Named> names = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      names.add(new Named(constant.name(), formerNames(constant)));
    }
    return new EnumSerializer<>(
        List.of(type.getEnumConstants()),
        new Names("enum " + name, names),
        new EnumType(name, names.stream().map(Named::name).toList()));
  }

  private static @Nullable FormerNames formerNames(Enum<?> constant) {
    try {
      return constant
          .getDeclaringClass()
          .getField(constant.name())
          .getAnnotation(FormerNames.class);
    } catch (NoSuchFieldException e) {
      throw new AssertionError("Every constant is a field", e);
    }
  }

  @Override
  public void write(E value, WriteBuffer out) {
    out.writeVarInt(value.ordinal());
  }

  @Override
  public E read(ReadBuffer in) {
    return constants.get(Position.read(in, constants.size()));
  }

  @Override
  public long toLong(E value) {
    return value.ordinal();
  }

  @Override
  public E fromLong(long bits) {
    return constants.get((int) bits);
  }

  @Override
  public void writeLong(long bits, WriteBuffer out) {
    out.writeVarInt((int) bits);
  }

  @Override
  public long readLong(ReadBuffer in) {
    return Position.read(in, constants.size());
  }

  @Override
  public E copy(E value) {
    return value;
  }

  @Override
  public boolean isImmutable() {
    return true;
  }

  @Override
  public boolean isCanonical() {
    return true;
  }

  @Override
  public Compatibility<E> resolve(TypeDescription written) {
    if (!(written instanceof EnumType older)) {
      return Resolution.different(description, written);
    }
    List<E> byWrittenPosition = new ArrayList<>();
    boolean asIs = true;
    for (String name : older.constants()) {
      int position = names.position(name);
      if (position < 0) {
        return new Incompatible<>(
            "enum "
                + description.name()
                + ", constant "
                + name
                + ": was there, is gone; bring it back, or name its successor's former name with @FormerNames");
      }
      asIs &= position == byWrittenPosition.size();
      byWrittenPosition.add(constants.get(position));
    }
    int count = byWrittenPosition.size();
    return asIs
        ? new AsIs<>()
        : new Migrate<>(in -> byWrittenPosition.get(Position.read(in, count)));
  }
}
