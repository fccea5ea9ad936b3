package io.tidemark.config;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the known key that an unknown one was probably meant to be: the one at the smallest {@link
 * EditDistance}, if that is at most a third of the longer one's length. Case, and which of {@code .
 * - _} separates words, count for nothing. A key with a mistake in an open prefix is mended there
 * and keeps the rest.
 */
final class KeySuggestions {

  /** Longer keys are no slips of the pen, and would be slow to compare. */
  private static final int MAX_KEY_LENGTH = 200;

  private final Collection<String> keys;
  private final Collection<OpenPrefix> prefixes;

  /** Both are looked at in their order; of two that are equally near, the first is suggested. */
  KeySuggestions(Collection<String> keys, Collection<OpenPrefix> prefixes) {
    this.keys = keys;
    this.prefixes = prefixes;
  }

  Optional<String> nearestTo(String unknown) {
    if (unknown.length() > MAX_KEY_LENGTH) {
      return Optional.empty();
    }
    Search search = new Search(unknown);
    keys.forEach(search::consider);
    for (OpenPrefix prefix : prefixes) {
      String mended = withPrefix(prefix.prefix(), unknown);
      if (mended != null) {
        search.consider(mended);
      }
    }
    return Optional.ofNullable(search.nearest);
  }

  /**
   * The key with its first words replaced by the prefix; null if nothing would follow it, or the
   * words are not near it: however well the rest fits, the key is none of that prefix then.
   */
  private static @Nullable String withPrefix(String prefix, String key) {
    int dot = -1;
    for (int i = 0; i < prefix.length(); i++) {
      if (prefix.charAt(i) == '.') {
        dot = key.indexOf('.', dot + 1);
        if (dot < 0) {
          return null;
        }
      }
    }
    String words = comparable(key.substring(0, dot + 1));
    int near = Math.max(words.length(), prefix.length()) / 3;
    boolean meant = EditDistance.between(words, comparable(prefix), near) <= near;
    return meant && dot + 1 < key.length() ? prefix + key.substring(dot + 1) : null;
  }

  private static String comparable(String key) {
    return key.toLowerCase(Locale.ROOT).replace('_', '.').replace('-', '.');
  }

  private static final class Search {

    private final String wanted;
    private int limit = MAX_KEY_LENGTH;
    private @Nullable String nearest;

    Search(String unknown) {
      wanted = comparable(unknown);
    }

    void consider(String candidate) {
      int longer = Math.max(wanted.length(), candidate.length());
      int near = Math.min(limit, longer / 3);
      int distance = EditDistance.between(wanted, comparable(candidate), near);
      if (distance <= near) {
        nearest = candidate;
        limit = distance - 1;
      }
    }
  }
}
