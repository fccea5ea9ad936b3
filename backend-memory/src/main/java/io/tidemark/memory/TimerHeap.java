package io.tidemark.memory;

import java.util.Arrays;

/**
 * The order of timers: a heap of rows by time, each node with four children, which lie in one or
 * two cache lines. Says nothing about which timers there are: a row may be of one that was removed,
 * or stand here twice. Belongs to the store's thread; no capture ever sees it.
 */
final class TimerHeap {

  private static final int CHILDREN_BITS = 2;
  private static final int FIRST_ROWS = 16;

  private static final class Nodes extends Rows {
    Nodes(Layout layout, int capacity) {
      super(layout, capacity);
    }
  }

  private final Layout layout;
  private Nodes nodes;
  private int[] groups;
  private int size;

  TimerHeap(Layout layout, int capacity) {
    this.layout = layout;
    int rows = Math.max(FIRST_ROWS, capacity);
    nodes = new Nodes(layout, rows);
    groups = new int[rows];
  }

  int size() {
    return size;
  }

  /** The rows, of which the first is that of an earliest timer. */
  Rows rows() {
    return nodes;
  }

  /** The position of the first row's key group. */
  int firstGroup() {
    return groups[0];
  }

  /** Adds the timer that stands in a row elsewhere. */
  void add(Rows from, int row, int group) {
    if (size == groups.length) {
      grow();
    }
    long time = layout.time(from, row);
    int hole = size++;
    while (hole > 0) {
      int parent = hole - 1 >> CHILDREN_BITS;
      if (layout.time(nodes, parent) <= time) {
        break;
      }
      move(parent, hole);
      hole = parent;
    }
    layout.copyRow(from, row, nodes, hole);
    groups[hole] = group;
  }

  /** Removes the first row. */
  void removeFirst() {
    int last = --size;
    if (last > 0) {
      siftDown(last);
    }
    for (int i = last * layout.objects, end = i + layout.objects; i < end; i++) {
      nodes.objects[i] = null;
    }
  }

  /** Lets the row behind the last one sink from the top. */
  private void siftDown(int row) {
    long time = layout.time(nodes, row);
    int hole = 0;
    while (true) {
      int child = (hole << CHILDREN_BITS) + 1;
      int end = Math.min(size, child + (1 << CHILDREN_BITS));
      if (child >= end) {
        break;
      }
      int earliest = child;
      for (int i = child + 1; i < end; i++) {
        if (layout.time(nodes, i) < layout.time(nodes, earliest)) {
          earliest = i;
        }
      }
      if (layout.time(nodes, earliest) >= time) {
        break;
      }
      move(earliest, hole);
      hole = earliest;
    }
    move(row, hole);
  }

  private void move(int from, int to) {
    layout.copyRow(nodes, from, nodes, to);
    groups[to] = groups[from];
  }

  private void grow() {
    int capacity = size + (size >> 1) + FIRST_ROWS;
    Nodes grown = new Nodes(layout, capacity);
    System.arraycopy(nodes.longs, 0, grown.longs, 0, nodes.longs.length);
    System.arraycopy(nodes.objects, 0, grown.objects, 0, nodes.objects.length);
    nodes = grown;
    groups = Arrays.copyOf(groups, capacity);
  }
}
