package io.tidemark.snapshot.operator;

import io.tidemark.serialization.Serializer;
import io.tidemark.state.BroadcastMap;
import io.tidemark.state.IncompatibleStateException;
import io.tidemark.state.OperatorList;
import io.tidemark.state.OperatorStates;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One subtask's operator state, on the heap. Belongs to the subtask's thread; needs no closing.
 *
 * <p>When it is restored:
 *
 * <ol>
 *   <li>A split list is dealt out in the order of the old subtasks and their elements: every new
 *       subtask gets a consecutive share, equal but for one element. Where there are as many
 *       subtasks as before, each keeps its own instead.
 *   <li>A union list has the elements of all old subtasks, in their order, on every subtask.
 *   <li>A broadcast map is the copy of the first old subtask that wrote one. Where the copies of
 *       others were not the same, a warning says so.
 *   <li>States that the program does not ask for are kept as they are, dealt out likewise, and are
 *       part of every later snapshot.
 * </ol>
 */
public final class OperatorStateStore implements OperatorStates {

  private final Map<String, OpenState> opened = new LinkedHashMap<>();
  private final Map<String, RestoredState> restored;

  private OperatorStateStore(Map<String, RestoredState> restored) {
    this.restored = restored;
  }

  /**
   * Opens a store.
   *
   * @throws io.tidemark.spi.SnapshotCorruptException if bytes of a snapshot are not what was
   *     written
   * @throws io.tidemark.spi.SnapshotVersionException if a snapshot was written by a newer format
   * @throws io.tidemark.spi.StorageException if blobs cannot be read
   */
  public static OperatorStateStore open(OperatorStateRestore restore) {
    return new OperatorStateStore(new Redistribution(restore).states());
  }

  @Override
  public <T> OperatorList<T> splitList(String name, Serializer<T> element) {
    return list(name, OperatorStateMode.SPLIT, element);
  }

  @Override
  public <T> OperatorList<T> unionList(String name, Serializer<T> element) {
    return list(name, OperatorStateMode.UNION, element);
  }

  @Override
  public <K, V> BroadcastMap<K, V> broadcastMap(
      String name, Serializer<K> key, Serializer<V> value) {
    if (!key.isCanonical()) {
      throw new IllegalArgumentException(
          "State '"
              + name
              + "' cannot have keys of type "
              + key.description()
              + ": equal values may differ in bytes");
    }
    OperatorStateSchema schema =
        new OperatorStateSchema(
            name, OperatorStateMode.BROADCAST, key.description(), value.description());
    OpenState there = opened.get(name);
    if (there == null) {
      HeapBroadcastMap<K, V> map = new HeapBroadcastMap<>(schema, key, value);
      RestoredState found = restored.get(name);
      if (found != null) {
        found.readMap(schema, key, value, map::put);
      }
      open(name, map);
      return map;
    }
    requireSame(there.schema(), schema);
    @SuppressWarnings("unchecked")
    BroadcastMap<K, V> map = (BroadcastMap<K, V>) there;
    return map;
  }

  private <T> OperatorList<T> list(String name, OperatorStateMode mode, Serializer<T> element) {
    OperatorStateSchema schema = new OperatorStateSchema(name, mode, null, element.description());
    OpenState there = opened.get(name);
    if (there == null) {
      HeapList<T> list = new HeapList<>(schema, element);
      RestoredState found = restored.get(name);
      if (found != null) {
        found.readList(schema, element, list::add);
      }
      open(name, list);
      return list;
    }
    requireSame(there.schema(), schema);
    @SuppressWarnings("unchecked")
    OperatorList<T> list = (OperatorList<T>) there;
    return list;
  }

  private void open(String name, OpenState state) {
    restored.remove(name);
    opened.put(name, state);
  }

  private static void requireSame(OperatorStateSchema there, OperatorStateSchema wanted) {
    if (!there.equals(wanted)) {
      throw new IncompatibleStateException(
          wanted.name(), there.typeText(), wanted.typeText(), "the name is taken in this operator");
    }
  }

  /** The names of restored states that the program has not asked for. */
  public Set<String> unclaimed() {
    return Set.copyOf(restored.keySet());
  }

  /**
   * Takes a picture of all states, which later changes do not disturb. Copies no more than
   * references, and values of mutable types.
   *
   * @param withBroadcast whether broadcast maps are written, and not only described: one subtask's
   *     copy is enough, so an engine says true to one subtask, or to several if it cannot know
   *     which will take part
   */
  public OperatorStateCapture capture(boolean withBroadcast) {
    return new OperatorStateCapture(
        Stream.concat(opened.values().stream(), restored.values().stream())
            .map(state -> state.capture(withBroadcast))
            .toList());
  }
}
