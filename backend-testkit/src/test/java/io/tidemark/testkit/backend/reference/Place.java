package io.tidemark.testkit.backend.reference;

import io.tidemark.serialization.ReadBuffer;
import java.nio.ByteBuffer;
import java.util.Comparator;

/**
 * The identity of an entry. Its parts are bytes that never change.
 *
 * @param userKey a map's key or a timer's time, else empty
 */
public record Place(
    int keyGroup, StateId state, ByteBuffer key, ByteBuffer namespace, ByteBuffer userKey)
    implements Comparable<Place> {

  private static final Comparator<Place> ORDER =
      Comparator.comparing(Place::state)
          .thenComparingInt(Place::keyGroup)
          .thenComparing(Place::key)
          .thenComparing(Place::namespace)
          .thenComparing(Place::userKey);

  @Override
  public int compareTo(Place other) {
    return ORDER.compare(this, other);
  }

  /** Whether the other one differs at most in its user key. */
  boolean isBeside(Place other) {
    return keyGroup == other.keyGroup
        && state.equals(other.state)
        && key.equals(other.key)
        && namespace.equals(other.namespace);
  }

  Place withUserKey(ByteBuffer newUserKey) {
    return new Place(keyGroup, state, key, namespace, newUserKey);
  }

  Place withNamespace(ByteBuffer newNamespace) {
    return new Place(keyGroup, state, key, newNamespace, userKey);
  }

  static ReadBuffer reading(ByteBuffer bytes) {
    return new ReadBuffer(bytes.array(), bytes.arrayOffset(), bytes.limit());
  }

  static ByteBuffer rest(ReadBuffer bytes) {
    return ByteBuffer.wrap(bytes.readBytes(bytes.remaining()));
  }
}
