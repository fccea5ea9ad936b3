package io.tidemark.serialization.json;

import io.tidemark.serialization.DescribedBytes;
import io.tidemark.serialization.ReadBuffer;
import io.tidemark.serialization.ScalarText;
import io.tidemark.serialization.TypeDescription;
import io.tidemark.serialization.TypeDescription.EnumType;
import io.tidemark.serialization.TypeDescription.Scalar;

/** Map keys that can be the names of a JSON object: those of types without parts. */
final class KeyText {

  private KeyText() {}

  static boolean exists(TypeDescription key) {
    return key instanceof Scalar || key instanceof EnumType;
  }

  /** The text of a key of a type for which it {@linkplain #exists exists}. */
  static String print(TypeDescription key, ReadBuffer in) {
    return key instanceof EnumType enumeration
        ? DescribedBytes.constant(enumeration, in)
        : ScalarText.print((Scalar) key, in);
  }
}
