package io.tidemark.spi;

import io.tidemark.serialization.Compatibility;
import io.tidemark.serialization.ReadBuffer;
import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.TypeDescription;
import io.tidemark.serialization.WriteBuffer;

/**
 * The one namespace of states that need none. It takes no bytes, and no memory where a backend can
 * help it.
 */
public enum NoNamespace {
  INSTANCE;

  public static final Serializer<NoNamespace> SERIALIZER = new NoNamespaceSerializer();

  private static final class NoNamespaceSerializer implements Serializer<NoNamespace> {

    @Override
    public TypeDescription description() {
      return TypeDescription.Scalar.UNIT;
    }

    @Override
    public void write(NoNamespace value, WriteBuffer out) {}

    @Override
    public NoNamespace read(ReadBuffer in) {
      return INSTANCE;
    }

    @Override
    public NoNamespace copy(NoNamespace value) {
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
    public Compatibility<NoNamespace> resolve(TypeDescription written) {
      return written.equals(TypeDescription.Scalar.UNIT)
          ? new Compatibility.AsIs<>()
          : new Compatibility.Incompatible<>(
              "written with namespaces of type " + written + ", read without any");
    }
  }
}
