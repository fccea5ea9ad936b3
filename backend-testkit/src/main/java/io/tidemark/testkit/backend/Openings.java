package io.tidemark.testkit.backend;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/** What was opened and not closed yet, each with the stack that opened it. Any thread may call. */
final class Openings {

  private final IdentityHashMap<Object, Opening> open = new IdentityHashMap<>();

  synchronized void opened(Object thing, String what) {
    open.put(thing, new Opening(what));
  }

  synchronized void closed(Object thing) {
    open.remove(thing);
  }

  /** What is open at this moment. */
  synchronized List<Throwable> leaks() {
    return new ArrayList<>(open.values());
  }

  /** Not an error of its own: it keeps the stack that opened something. */
  private static final class Opening extends Throwable {

    private static final long serialVersionUID = 1L;

    Opening(String what) {
      super(what + " was opened here and never closed");
    }
  }
}
