package io.tidemark.testkit.backend;

import io.tidemark.serialization.Compatibility;
import io.tidemark.serialization.ReadBuffer;
import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.Serializers;
import io.tidemark.serialization.TypeDescription;
import io.tidemark.serialization.TypeDescription.Field;
import io.tidemark.serialization.TypeDescription.RecordType;
import io.tidemark.serialization.TypeDescription.Scalar;
import io.tidemark.serialization.WriteBuffer;
import java.util.List;

/**
 * A text whose serializer has a history: the first version writes it as it is, the second backwards
 * and behind a marker, the third like the second under another name. Each reads its predecessors
 * and no successor.
 */
final class Versioned implements Serializer<String> {

  private static final byte MARKER = 0x5a;

  private final int version;

  private Versioned(int version) {
    this.version = version;
  }

  /** Version 1, 2 (which has to migrate what 1 wrote) or 3 (which reads 2's bytes as they are). */
  static Serializer<String> serializer(int version) {
    return new Versioned(version);
  }

  private static TypeDescription describe(int version) {
    return new RecordType("Text" + version, List.of(new Field("text" + version, Scalar.STRING)));
  }

  @Override
  public TypeDescription description() {
    return describe(version);
  }

  @Override
  public void write(String value, WriteBuffer out) {
    if (version == 1) {
      Serializers.STRING.write(value, out);
    } else {
      out.writeByte(MARKER);
      Serializers.STRING.write(new StringBuilder(value).reverse().toString(), out);
    }
  }

  @Override
  public String read(ReadBuffer in) {
    if (version == 1) {
      return Serializers.STRING.read(in);
    }
    byte marker = in.readByte();
    if (marker != MARKER) {
      throw new AssertionError("Bytes of version 1 are read by version " + version);
    }
    return new StringBuilder(Serializers.STRING.read(in)).reverse().toString();
  }

  @Override
  public String copy(String value) {
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
  public Compatibility<String> resolve(TypeDescription written) {
    for (int older = 1; older <= version; older++) {
      if (written.equals(describe(older))) {
        return older == 1 && version > 1
            ? new Compatibility.Migrate<>(in -> Serializers.STRING.read(in))
            : new Compatibility.AsIs<>();
      }
    }
    return new Compatibility.Incompatible<>("was " + written + ", is " + description());
  }
}
