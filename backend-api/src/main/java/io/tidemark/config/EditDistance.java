package io.tidemark.config;

/**
 * How many letters have to be inserted, removed, replaced or swapped with their neighbour to turn
 * one text into another, no letter being touched twice.
 */
final class EditDistance {

  private EditDistance() {}

  /** The distance, or {@code limit + 1} as soon as it is known to be larger than the limit. */
  static int between(String a, String b, int limit) {
    if (Math.abs(a.length() - b.length()) > limit) {
      return limit + 1;
    }
    // Rows of the table whose cell (i, j) is the distance between the first i letters of a and the
    // first j of b; a swap looks two rows back.
    int[] beforePrevious = new int[b.length() + 1];
    int[] previous = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] free = beforePrevious;
      beforePrevious = previous;
      previous = row;
      row = free;
      row[0] = i;
      int best = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(previous[j], row[j - 1]) + 1);
        if (isSwap(a, i, b, j)) {
          row[j] = Math.min(row[j], beforePrevious[j - 2] + 1);
        }
        best = Math.min(best, row[j]);
      }
      // No later row falls below this one's best: even a swap, which steps over a row, costs as
      // much as the replacement in that row.
      if (best > limit) {
        return limit + 1;
      }
    }
    return Math.min(row[b.length()], limit + 1);
  }

  private static boolean isSwap(String a, int i, String b, int j) {
    return i > 1
        && j > 1
        && a.charAt(i - 1) == b.charAt(j - 2)
        && a.charAt(i - 2) == b.charAt(j - 1);
  }
}
