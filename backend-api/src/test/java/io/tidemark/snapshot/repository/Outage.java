package io.tidemark.snapshot.repository;

import io.tidemark.spi.StorageException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Lets some calls of a storage fail, one after the other. Of the first it may be that only its
 * answer is lost.
 */
final class Outage implements InterceptedStorage.Interceptor {

  private final int first;
  private final int last;
  private final boolean answerLost;
  private int calls;

  private Outage(int first, int last, boolean answerLost) {
    this.first = first;
    this.last = last;
    this.answerLost = answerLost;
  }

  /** As when a disk is full, or a server away, for so many calls. */
  static Outage of(int first, int length, boolean answerLost) {
    return new Outage(first, first + length - 1, answerLost);
  }

  /** As when the process is killed: nothing that it does from there on is done. */
  static Outage forEver(int first, boolean answerLost) {
    return new Outage(first, Integer.MAX_VALUE, answerLost);
  }

  /** All that may go wrong in work of so many calls. */
  static List<Outage> all(int calls) {
    List<Outage> all = new ArrayList<>();
    for (int first = 1; first <= calls; first++) {
      for (boolean answerLost : new boolean[] {false, true}) {
        for (int length = 1; length <= 3; length++) {
          all.add(of(first, length, answerLost));
        }
        all.add(forEver(first, answerLost));
      }
    }
    return all;
  }

  /** How many calls there were. */
  int calls() {
    return calls;
  }

  @Override
  public <T> T around(String call, String name, Supplier<T> work) {
    calls++;
    if (calls < first || calls > last) {
      return work.get();
    }
    boolean done = answerLost && calls == first && work.get() != null;
    throw new StorageException(
        "No answer to call " + calls + ", " + call + " " + name + (done ? ", though done" : ""),
        true,
        null);
  }

  @Override
  public String toString() {
    return "calls " + first + " to " + last + (answerLost ? ", the first was done" : "");
  }
}
