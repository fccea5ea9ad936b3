package io.tidemark.serialization;

import io.tidemark.serialization.TypeDescription.EnumType;
import io.tidemark.serialization.TypeDescription.Field;
import io.tidemark.serialization.TypeDescription.ListType;
import io.tidemark.serialization.TypeDescription.MapType;
import io.tidemark.serialization.TypeDescription.OptionalType;
import io.tidemark.serialization.TypeDescription.PairType;
import io.tidemark.serialization.TypeDescription.RecordType;
import io.tidemark.serialization.TypeDescription.Scalar;
import io.tidemark.serialization.TypeDescription.SetType;
import io.tidemark.serialization.TypeDescription.UnionType;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;

/** Writes random values of descriptions, apart from the serializers, as the format says. */
public final class RandomValues {

  private final Random random;
  private final Function<Random, String> strings;

  public RandomValues(Random random, Function<Random, String> strings) {
    this.random = random;
    this.strings = strings;
  }

  public byte[] bytes(TypeDescription type) {
    WriteBuffer out = new WriteBuffer(64);
    write(type, out);
    return out.toByteArray();
  }

  private void write(TypeDescription type, WriteBuffer out) {
    if (type instanceof Scalar scalar) {
      writeScalar(scalar, out);
    } else if (type instanceof OptionalType optional) {
      boolean present = random.nextBoolean();
      out.writeBoolean(present);
      if (present) {
        write(optional.element(), out);
      }
    } else if (type instanceof ListType list) {
      writeElements(list.element(), out);
    } else if (type instanceof SetType set) {
      writeElements(set.element(), out);
    } else if (type instanceof MapType map) {
      writeEntries(map, out);
    } else if (type instanceof PairType pair) {
      write(pair.first(), out);
      write(pair.second(), out);
    } else if (type instanceof EnumType enumeration) {
      out.writeVarInt(random.nextInt(enumeration.constants().size()));
    } else if (type instanceof RecordType record) {
      writeRecord(record, out);
    } else if (type instanceof UnionType union) {
      int position = random.nextInt(union.variants().size());
      out.writeVarInt(position);
      writeRecord(union.variants().get(position), out);
    } else {
      throw new IllegalArgumentException("No values of " + type);
    }
  }

  private void writeElements(TypeDescription element, WriteBuffer out) {
    int size = random.nextInt(4);
    out.writeVarInt(size);
    for (int i = 0; i < size; i++) {
      write(element, out);
    }
  }

  private void writeEntries(MapType type, WriteBuffer out) {
    Set<String> keys = new HashSet<>();
    WriteBuffer entries = new WriteBuffer(64);
    for (int i = random.nextInt(4); i > 0; i--) {
      byte[] key = bytes(type.key());
      if (keys.add(HexFormat.of().formatHex(key))) {
        entries.writeBytes(key);
        write(type.value(), entries);
      }
    }
    out.writeVarInt(keys.size());
    out.writeBytes(entries.toByteArray());
  }

  private void writeRecord(RecordType type, WriteBuffer out) {
    if (type.fields().isEmpty()) {
      out.writeByte(0);
    }
    for (Field field : type.fields()) {
      write(field.type(), out);
    }
  }

  private void writeScalar(Scalar type, WriteBuffer out) {
    switch (type) {
      case LONG -> out.writeLong(Samples.aLong(random));
      case INT -> out.writeInt((int) Samples.aLong(random));
      case SHORT -> out.writeShort((int) Samples.aLong(random));
      case BYTE -> out.writeByte((int) Samples.aLong(random));
      case DOUBLE -> Serializers.DOUBLE.write(Samples.aDouble(random), out);
      case FLOAT -> Serializers.FLOAT.write(Samples.aFloat(random), out);
      case BOOLEAN -> out.writeBoolean(random.nextBoolean());
      case STRING -> Serializers.STRING.write(strings.apply(random), out);
      case BYTES ->
          Serializers.BYTES.write(strings.apply(random).getBytes(StandardCharsets.UTF_8), out);
      case INSTANT -> Serializers.INSTANT.write(Samples.instant(random), out);
      case DURATION -> Serializers.DURATION.write(Samples.duration(random), out);
      case UUID -> Serializers.UUID.write(Samples.uuid(random), out);
      case DECIMAL -> Serializers.DECIMAL.write(Samples.decimal(random), out);
      case UNIT -> {}
    }
  }
}
