package io.tidemark.runtime.function;

/** Takes what a function emits. Belongs to the call in which the function got it. */
public interface Collector<T> {

  void collect(T value);

  /** Emits to a side output, for those who asked for it with {@code DataStream.sideOutput}. */
  <S> void collect(OutputTag<S> tag, S value);
}
