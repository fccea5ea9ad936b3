package io.tidemark.runtime.function;

/** Takes what a function emits. Belongs to the call in which the function got it. */
public interface Collector<T> {

  /** Emits a record, which nobody changes from now on. */
  void collect(T value);

  /**
   * Emits to a side output, for those who asked for it with {@code DataStream.sideOutput}. Nobody
   * changes the value from now on.
   */
  <S> void collect(OutputTag<S> tag, S value);
}
