package io.tidemark.flink.timer;

import io.tidemark.serialization.ReadBuffer;
import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.WriteBuffer;
import io.tidemark.spi.Timer;
import org.apache.flink.runtime.state.Keyed;

/**
 * Elements of any other type. Flink serializes them so that the order of their bytes is their
 * order, and the first eight bytes are taken for a time; elements that agree in these are given in
 * no order. The element itself is the timer's namespace.
 */
final class OrderedElements<T extends Keyed<?>, K> implements TimerElements<T, K> {

  private static final int TIME_BYTES = 8;

  private final Serializer<Object> serializer;
  private final WriteBuffer bytes = new WriteBuffer(64);
  private final ReadBuffer in = new ReadBuffer();

  OrderedElements(Serializer<Object> serializer) {
    this.serializer = serializer;
  }

  @Override
  public Serializer<Object> namespaces() {
    return serializer;
  }

  @Override
  public long timestamp(T element) {
    bytes.clear();
    serializer.write(element, bytes);
    in.wrap(bytes.array(), 0, bytes.position());
    int length = in.readLength(1);
    long time = 0;
    for (int i = 0; i < TIME_BYTES; i++) {
      time = time << 8 | (i < length ? in.readUnsignedByte() : 0);
    }
    return time ^ Long.MIN_VALUE;
  }

  @Override
  @SuppressWarnings("unchecked") // Flink's queues hold elements of the backend's keys
  public K key(T element) {
    return (K) element.getKey();
  }

  @Override
  public Object namespace(T element) {
    return element;
  }

  @Override
  @SuppressWarnings("unchecked") // the namespaces of this queue are its elements
  public T element(Timer<K, Object> timer) {
    return (T) timer.namespace();
  }
}
