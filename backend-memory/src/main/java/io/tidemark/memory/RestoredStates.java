package io.tidemark.memory;

import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.ParallelWork;
import io.tidemark.spi.SnapshotEntry;
import io.tidemark.spi.StateKind;
import io.tidemark.spi.StateSchema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a store was restored from and was not asked for yet. A state is decoded when it is opened,
 * for only then are its serializers known. Belongs to the store's thread.
 */
final class RestoredStates {

  /**
   * Key groups are decoded in pieces, some a thread, so that uneven ones do not keep it waiting,
   * but no more than that, for each may be a request.
   */
  static final int PIECES = 8;

  private final KeyGroupRange keyGroups;
  private final ParallelWork work;
  private final Set<String> opened = new HashSet<>();
  private final Set<String> openedTimers = new HashSet<>();
  private List<RestoredBlob> blobs;

  /**
   * Keeps the blobs of a restore.
   *
   * @param blobs in the order in which they apply
   */
  RestoredStates(List<RestoredBlob> blobs, KeyGroupRange keyGroups, ParallelWork work) {
    this.blobs = List.copyOf(blobs);
    this.keyGroups = keyGroups;
    this.work = work;
  }

  /** The entries of a blob that belong to one state. */
  private record Part(RestoredBlob blob, StateSchema written, int state) {

    /** About how many rows a key group gets, 0 where that cannot be told before they are read. */
    long rowCount(int keyGroup) {
      return written.kind() == StateKind.MAP ? 0 : blob.entryCount(state, keyGroup);
    }
  }

  /** States of a blob that were not opened, to be written into snapshots as they are. */
  record Unopened(RestoredBlob blob, List<Integer> states) {

    /** How many entries a key group has. */
    long entryCount(int keyGroup) {
      long count = 0;
      for (int state : states) {
        count += blob.entryCount(state, keyGroup);
      }
      return count;
    }
  }

  /** What was not opened, in the order in which it applies. */
  List<Unopened> unopened() {
    List<Unopened> unopened = new ArrayList<>();
    for (RestoredBlob blob : blobs) {
      List<Integer> states = new ArrayList<>();
      List<StateSchema> schemas = blob.schema().states();
      for (int i = 0; i < schemas.size(); i++) {
        if (!isOpened(schemas.get(i)) && blob.hasState(i)) {
          states.add(i);
        }
      }
      if (!states.isEmpty()) {
        unopened.add(new Unopened(blob, states));
      }
    }
    return unopened;
  }

  /** How many entries there are of states that were not opened, deletions included. */
  long entryCount() {
    long count = 0;
    for (Unopened part : unopened()) {
      for (int state : part.states()) {
        count += part.blob().entryCount(state);
      }
    }
    return count;
  }

  /** The schemas of the states that were not opened, as the newest blob has them. */
  List<StateSchema> unopenedSchemas() {
    List<StateSchema> newest = new ArrayList<>();
    for (Unopened part : unopened()) {
      for (int state : part.states()) {
        StateSchema schema = part.blob().schema().states().get(state);
        newest.removeIf(older -> isSameState(older, schema));
        newest.add(schema);
      }
    }
    return newest;
  }

  /**
   * The directories of a state by key group, with what was restored of it in them. Later calls for
   * the same state give empty ones.
   *
   * @throws io.tidemark.state.IncompatibleStateException if the state was written in another form;
   *     it then counts as not opened
   * @throws io.tidemark.spi.SnapshotCorruptException if its bytes are not what was written; it then
   *     counts as not opened
   * @throws io.tidemark.spi.StorageException if they cannot be read; it then counts as not opened
   */
  @Nullable PageDirectory[] open(EntryForm form, long now) {
    @Nullable PageDirectory[] groups = new PageDirectory[keyGroups.size()];
    List<Part> parts = partsOf(form.schema());
    for (Part part : parts) {
      form.reader(part.written, now);
    }
    if (!parts.isEmpty()) {
      work.map(
          Spans.of(keyGroups, PIECES),
          (piece, cancellation) -> {
            for (Part part : parts) {
              if (part.blob.keyGroups().overlaps(piece)) {
                cancellation.check();
                read(part, piece, form, now, groups);
              }
            }
            return piece;
          });
    }
    (isTimers(form.schema()) ? openedTimers : opened).add(form.schema().name());
    blobs = unopened().stream().map(Unopened::blob).toList();
    return groups;
  }

  /** Whether incremental snapshots may go on from what was restored of the state. */
  boolean canBuildOn(EntryForm form) {
    return partsOf(form.schema()).stream().allMatch(part -> form.canBuildOn(part.written));
  }

  private void read(
      Part part, KeyGroupRange piece, EntryForm form, long now, @Nullable PageDirectory[] groups) {
    EntryForm.EntryReader reader = form.reader(part.written, now);
    Layout layout = form.rows().layout();
    KeyGroupRange range = part.blob.keyGroups().intersection(piece);
    part.blob.forEach(
        part.state,
        range,
        (SnapshotEntry entry) -> {
          int position = entry.keyGroup() - keyGroups.first();
          PageDirectory group = groups[position];
          if (group == null) {
            group = PageDirectory.sized(layout, Versions.RESTORED, part.rowCount(entry.keyGroup()));
            groups[position] = group;
          }
          reader.read(entry, group);
        });
    for (int keyGroup = range.first(); keyGroup <= range.last(); keyGroup++) {
      int position = keyGroup - keyGroups.first();
      PageDirectory group = groups[position];
      if (group != null && group.size() == 0) {
        groups[position] = null;
      }
    }
  }

  private List<Part> partsOf(StateSchema wanted) {
    List<Part> parts = new ArrayList<>();
    if (isOpened(wanted)) {
      return parts;
    }
    for (RestoredBlob blob : blobs) {
      List<StateSchema> schemas = blob.schema().states();
      for (int i = 0; i < schemas.size(); i++) {
        if (isSameState(schemas.get(i), wanted) && blob.hasState(i)) {
          parts.add(new Part(blob, schemas.get(i), i));
        }
      }
    }
    return parts;
  }

  private boolean isOpened(StateSchema schema) {
    return (isTimers(schema) ? openedTimers : opened).contains(schema.name());
  }

  private static boolean isSameState(StateSchema first, StateSchema second) {
    return first.name().equals(second.name()) && isTimers(first) == isTimers(second);
  }

  private static boolean isTimers(StateSchema schema) {
    return schema.kind() == StateKind.TIMERS;
  }
}
