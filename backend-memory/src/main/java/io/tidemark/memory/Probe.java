package io.tidemark.memory;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is looked for, and where it was found. One probe is reused for all accesses of a state, so
 * that a look-up allocates nothing. Which fields count is up to the {@link Layout}.
 */
final class Probe {

  /** The position of the key group within the store's range. */
  int group;

  /** The hash of all parts. */
  long hash;

  /** The key where it fits into 64 bits, else {@link #hash}. */
  long bits;

  @Nullable Object key;

  /**
   * The key where it is a text in its page. It may be another probe's, so who gives this probe a
   * key of its own gives it a {@linkplain #ownText text of its own} before.
   */
  @Nullable TextKey text;

  private @Nullable TextKey ownText;

  long namespaceBits;
  @Nullable Object namespace;
  long time;

  /** Outcome: the slot in the page that was returned. */
  int slot;

  /** Outcome: whether the entry was not there before. */
  boolean inserted;

  /** Whether both are at the same key, where neither has a namespace or a time. */
  boolean isSameKey(Probe other) {
    return hash == other.hash
        && bits == other.bits
        && (text == null || other.text == null
            ? Objects.equals(key, other.key)
            : text.isSame(other.text));
  }

  /** The text that belongs to this probe alone, to be made the key. */
  TextKey ownText() {
    if (ownText == null) {
      ownText = new TextKey();
    }
    text = ownText;
    return ownText;
  }

  /** A probe at the same identity. */
  Probe copy() {
    Probe copy = new Probe();
    copy.group = group;
    copy.hash = hash;
    copy.bits = bits;
    copy.key = key;
    copy.text = text == null ? null : text.copy();
    copy.namespaceBits = namespaceBits;
    copy.namespace = namespace;
    copy.time = time;
    return copy;
  }
}
