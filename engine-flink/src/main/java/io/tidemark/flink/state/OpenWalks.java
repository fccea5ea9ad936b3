package io.tidemark.flink.state;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.BaseStream;

/** The walks over a store that nobody has ended yet, so that its backend can. */
public final class OpenWalks {

  private final Set<BaseStream<?, ?>> open = new HashSet<>();

  void begun(BaseStream<?, ?> walk) {
    open.add(walk);
  }

  void ended(BaseStream<?, ?> walk) {
    open.remove(walk);
    walk.close();
  }

  /** Ends all of them, before the store is closed. */
  public void endAll() {
    open.forEach(BaseStream::close);
    open.clear();
  }
}
