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

/** What a description alone says about bytes: enough to find where a value ends. */
public final class DescribedBytes {

  private DescribedBytes() {}

  /**
   * Moves the position of {@code in} behind the value of {@code type} that begins there.
   *
   * @throws MalformedBytesException if the bytes end before the value does
   */
  public static void skip(TypeDescription type, ReadBuffer in) {
    if (type instanceof Scalar scalar) {
      skipScalar(scalar, in);
    } else if (type instanceof OptionalType optional) {
      if (in.readBoolean()) {
        skip(optional.element(), in);
      }
    } else if (type instanceof ListType list) {
      skipElements(list.element(), in);
    } else if (type instanceof SetType set) {
      skipElements(set.element(), in);
    } else if (type instanceof MapType map) {
      int size = in.readLength(smallest(map.key()) + smallest(map.value()));
      for (int i = 0; i < size; i++) {
        skip(map.key(), in);
        skip(map.value(), in);
      }
    } else if (type instanceof PairType pair) {
      skip(pair.first(), in);
      skip(pair.second(), in);
    } else if (type instanceof EnumType) {
      in.readVarInt();
    } else if (type instanceof RecordType record) {
      skipFields(record, in);
    } else if (type instanceof UnionType union) {
      skipFields(variant(union, in), in);
    } else if (type instanceof OpaqueType) {
      in.skip(in.readLength(1));
    }
  }

  private static void skipScalar(Scalar scalar, ReadBuffer in) {
    switch (scalar) {
      case STRING, BYTES -> in.skip(in.readLength(1));
      case INSTANT, DURATION -> {
        in.readSignedVarLong();
        in.readVarInt();
      }
      case DECIMAL -> {
        in.readSignedVarLong();
        in.skip(in.readLength(1));
      }
      default -> in.skip(smallest(scalar));
    }
  }

  private static void skipElements(TypeDescription element, ReadBuffer in) {
    int size = in.readLength(smallest(element));
    for (int i = 0; i < size; i++) {
      skip(element, in);
    }
  }

  private static void skipFields(RecordType record, ReadBuffer in) {
    if (record.fields().isEmpty()) {
      in.skip(1);
    }
    for (Field field : record.fields()) {
      skip(field.type(), in);
    }
  }

  /** Reads which constant of {@code type} stands there. */
  public static String constant(EnumType type, ReadBuffer in) {
    return type.constants().get(Position.read(in, type.constants().size()));
  }

  /** Reads which variant of {@code union} follows. */
  public static RecordType variant(UnionType union, ReadBuffer in) {
    return union.variants().get(Position.read(in, union.variants().size()));
  }

  /**
   * A number of bytes that no value of {@code type} is below: at least one, except for the unit
   * type. It bounds how many values the bytes that are there can hold, before anything is allocated
   * for them.
   */
  public static int smallest(TypeDescription type) {
    if (type instanceof Scalar scalar) {
      return switch (scalar) {
        case UNIT -> 0;
        case BYTE, BOOLEAN, STRING, BYTES -> 1;
        case SHORT, INSTANT, DURATION -> 2;
        case DECIMAL -> 3;
        case INT, FLOAT -> 4;
        case LONG, DOUBLE -> 8;
        case UUID -> 16;
      };
    }
    if (type instanceof PairType pair) {
      return smallest(pair.first()) + smallest(pair.second());
    }
    if (type instanceof RecordType record) {
      return Math.max(1, record.fields().stream().mapToInt(field -> smallest(field.type())).sum());
    }
    return 1;
  }
}
