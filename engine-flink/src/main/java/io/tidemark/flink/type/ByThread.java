package io.tidemark.flink.type;

import org.apache.flink.api.common.typeutils.TypeSerializer;

/**
 * Gives each thread a codec of its own: Flink's serializers may keep state between calls. The
 * thread that made it, which is the one that works with the store, gets at its codec without a
 * look-up.
 */
final class ByThread<T> {

  private final Thread owner = Thread.currentThread();
  private final Codec<T> own;
  private final ThreadLocal<Codec<T>> others;

  ByThread(TypeSerializer<T> serializer) {
    own = new Codec<>(serializer.duplicate());
    TypeSerializer<T> original = serializer.duplicate();
    others =
        ThreadLocal.withInitial(
            () -> {
              synchronized (original) {
                return new Codec<>(original.duplicate());
              }
            });
  }

  Codec<T> codec() {
    return Thread.currentThread() == owner ? own : others.get();
  }
}
