package io.tidemark.rocksdb;

import io.tidemark.rocksdb.engine.Database;
import io.tidemark.rocksdb.engine.KeyLayout;
import io.tidemark.rocksdb.engine.SortedFileWriter;
import io.tidemark.rocksdb.runs.KeySketch;
import io.tidemark.rocksdb.runs.RunBuilder;
import io.tidemark.rocksdb.runs.RunFile;
import io.tidemark.rocksdb.runs.RunFiles;
import io.tidemark.serialization.WriteBuffer;
import io.tidemark.spi.ParallelWork;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Writes frozen generations as runs. A large one is cut between key groups into cells, which are
 * sorted and written in parallel. Belongs to whoever may write.
 */
final class RunWriter {

  /** From how many bytes on a file ends with its key group. */
  static final long CUT_BYTES = 16L << 20;

  /** From how many bytes of live objects on a run is written in cells. */
  private static final long CELL_BYTES = 4L << 20;

  private final Database database;
  private final RunFiles files;
  private final ParallelWork work;

  RunWriter(Database database, RunFiles files, ParallelWork work) {
    this.database = database;
    this.files = files;
    this.work = work;
  }

  /** The files of a run, or of a cell of one, and the keys in them. */
  record Written(List<RunFile> files, KeySketch keys) {}

  /** A range of dealt entries. */
  private record Cell(int from, int to) {}

  /**
   * Writes a generation; nothing is left behind if that fails.
   *
   * @param most how many cells there may be
   */
  Written write(Generation generation, int most) {
    Entry[] entries = generation.entries();
    int[] order = KeyOrder.dealt(entries);
    List<RunFile> begun = new CopyOnWriteArrayList<>();
    boolean complete = false;
    try {
      List<Written> cells =
          work.map(
              cells(entries, order, generation.bytes(), most),
              (cell, cancellation) -> {
                cancellation.check();
                new KeyOrder(entries).sort(order, cell.from(), cell.to());
                Written written =
                    writeCell(
                        new FrozenEntries(generation, entries, order, cell.from(), cell.to()));
                begun.addAll(written.files());
                return written;
              });
      complete = true;
      KeySketch keys = new KeySketch();
      cells.forEach(cell -> keys.addAll(cell.keys()));
      return new Written(cells.stream().flatMap(cell -> cell.files().stream()).toList(), keys);
    } finally {
      if (!complete) {
        RunFiles.deleteAll(begun);
      }
    }
  }

  /**
   * Cuts a large run between key groups, so that its pieces can be written in parallel and, when
   * they become part of a chain, be folded one by one. The sizes are powers of two, so that cuts of
   * different runs meet.
   */
  private List<Cell> cells(Entry[] entries, int[] dealt, long bytes, int most) {
    int all = Integer.highestOneBit(2 * database.keyGroups().size() - 1);
    long cells = Long.highestOneBit(Math.max(1, Math.min(most, bytes / CELL_BYTES)));
    int keyGroups = (int) Math.max(1, all / cells);
    List<Cell> cut = new ArrayList<>();
    for (int begin = 0; begin < dealt.length; ) {
      int border = (KeyLayout.keyGroup(entries[dealt[begin]].key) / keyGroups + 1) * keyGroups;
      int end = firstFrom(border, entries, dealt, begin);
      cut.add(new Cell(begin, end));
      begin = end;
    }
    return cut;
  }

  /** The position of the first of the entries from {@code from} on that is in no lower group. */
  private static int firstFrom(int keyGroup, Entry[] entries, int[] dealt, int from) {
    int low = from;
    int high = dealt.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (KeyLayout.keyGroup(entries[dealt[middle]].key) < keyGroup) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private Written writeCell(FrozenEntries entries) {
    WriteBuffer value = new WriteBuffer(1 << 12);
    KeySketch keys = new KeySketch();
    boolean shrinks = new EntrySample().shrinks(entries);
    try (RunBuilder run =
        new RunBuilder(database, files, entries.generation(), CUT_BYTES, shrinks)) {
      for (int i = 0; i < entries.size(); i++) {
        byte[] key = entries.key(i);
        keys.add(EntryTable.hash(key, key.length));
        value.clear();
        Column.Change change = entries.write(i, value);
        if (change == Column.Change.NOTHING) {
          continue;
        }
        SortedFileWriter out = run.at(key);
        switch (change) {
          case PUT -> out.put(key, value.array(), 0, value.position());
          case APPEND -> out.append(key, value.array(), 0, value.position());
          default -> out.delete(key);
        }
      }
      return new Written(run.finish(), keys);
    }
  }
}
