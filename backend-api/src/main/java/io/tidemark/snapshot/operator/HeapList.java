package io.tidemark.snapshot.operator;

import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.WriteBuffer;
import io.tidemark.snapshot.portable.EntryWriter;
import io.tidemark.state.OperatorList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A split or union list. An element's place in the array is written once, so that a picture of the
 * first elements may share the array with the list that goes on growing behind them.
 */
final class HeapList<T> implements OperatorList<T>, OpenState {

  private static final Object[] NOTHING = {};

  private final OperatorStateSchema schema;
  private final Serializer<T> serializer;
  private Object[] elements = NOTHING;
  private int size;

  HeapList(OperatorStateSchema schema, Serializer<T> serializer) {
    this.schema = schema;
    this.serializer = serializer;
  }

  @Override
  public OperatorStateSchema schema() {
    return schema;
  }

  @Override
  public List<T> get() {
    return view(elements, size);
  }

  @Override
  public void add(T element) {
    if (size == elements.length) {
      elements = Arrays.copyOf(elements, Math.max(8, size + (size >> 1)));
    }
    elements[size++] = element;
  }

  @Override
  public void update(List<? extends T> newElements) {
    elements = newElements.toArray();
    size = elements.length;
  }

  @Override
  public void clear() {
    elements = NOTHING;
    size = 0;
  }

  @Override
  public CapturedState capture(boolean withBroadcast) {
    if (serializer.isImmutable()) {
      return new Captured<>(schema, serializer, view(elements, size));
    }
    return new Captured<>(schema, serializer, get().stream().map(serializer::copy).toList());
  }

  @SuppressWarnings("unchecked")
  private static <T> List<T> view(Object[] elements, int size) {
    return (List<T>) Collections.unmodifiableList(Arrays.asList(elements).subList(0, size));
  }

  private record Captured<T>(OperatorStateSchema schema, Serializer<T> serializer, List<T> elements)
      implements CapturedState {

    @Override
    public OperatorStateSnapshot.Part describe() {
      return new OperatorStateSnapshot.Part(schema, elements.size(), true, 0);
    }

    @Override
    public void writeTo(EntryWriter out) {
      ElementChunks chunks = new ElementChunks(out);
      for (T element : elements) {
        WriteBuffer target = chunks.next();
        int mark = target.beginLengthPrefixed();
        serializer.write(element, target);
        target.endLengthPrefixed(mark);
      }
      chunks.end();
    }
  }
}
