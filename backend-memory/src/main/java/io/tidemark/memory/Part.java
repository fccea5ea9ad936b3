package io.tidemark.memory;

import io.tidemark.serialization.LongEncoded;
import io.tidemark.serialization.LongEncodedButOne;
import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.TypeDescription;

/** What a row has of a part of its entry. */
enum Part {
  NONE,
  LONG,

  /** A long, or a bit of the page that says that it is the one value without bits. */
  LONG_BUT_ONE,

  /** The words of a {@link TextKey}; of keys in pages only. */
  TEXT,

  OBJECT;

  static Part of(Serializer<?> serializer) {
    return serializer instanceof LongEncoded ? LONG : OBJECT;
  }

  /** The same for the keys of a state whose entries are in pages. */
  static Part ofKeys(Serializer<?> serializer) {
    return serializer.description().equals(TypeDescription.Scalar.STRING) ? TEXT : of(serializer);
  }

  /** The same for the values of a page, one of which may have no bits. */
  static Part ofValues(Serializer<?> serializer) {
    return serializer instanceof LongEncodedButOne ? LONG_BUT_ONE : of(serializer);
  }

  /** The same for namespaces, of which there may be none. */
  static Part ofNamespace(Serializer<?> serializer) {
    return serializer.description().equals(TypeDescription.Scalar.UNIT) ? NONE : of(serializer);
  }
}
