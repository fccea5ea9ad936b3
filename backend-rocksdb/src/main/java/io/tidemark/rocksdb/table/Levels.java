package io.tidemark.rocksdb.table;

import io.tidemark.rocksdb.table.Lookup.Answer;
import java.nio.file.NoSuchFileException;
import java.util.List;

/**
 * The files of a part of the database, the newest level first. Those of the first level may all
 * have a key, and are the newest first. Those of each other level are in the order of their keys;
 * if versions of one key are in two of them, the newest is in the first.
 */
final class Levels {

  private final TableFile[] overlapping;
  private final TableFile[][] disjoint;

  /** Levels with at least the first one. */
  Levels(List<List<TableFile>> levels) {
    overlapping = levels.get(0).toArray(new TableFile[0]);
    disjoint =
        levels.stream()
            .skip(1)
            .filter(files -> !files.isEmpty())
            .map(files -> files.toArray(new TableFile[0]))
            .toArray(TableFile[][]::new);
  }

  Answer find(Lookup lookup, BlockReader reader, ClockCache cache) throws NoSuchFileException {
    for (TableFile file : overlapping) {
      if (!file.endsBefore(lookup)) {
        Answer answer = file.find(lookup, reader, cache);
        if (answer != Answer.ABSENT) {
          return answer;
        }
      }
    }
    for (TableFile[] files : disjoint) {
      int first = firstNotBefore(files, lookup);
      if (first < files.length) {
        Answer answer = files[first].find(lookup, reader, cache);
        if (answer != Answer.ABSENT) {
          return answer;
        }
      }
    }
    return Answer.ABSENT;
  }

  private static int firstNotBefore(TableFile[] files, Lookup lookup) {
    int low = 0;
    int high = files.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (files[middle].endsBefore(lookup)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
