package io.tidemark.memory;

import io.tidemark.state.ListState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A list of elements. */
final class MemoryListState<K, N, T> extends StateHandle<K, N, ListState<T>>
    implements ListState<T> {

  private final StateTable<ListForm<K, N, T>> table;
  private final ListForm<K, N, T> form;
  private final Layout layout;
  private final Versions versions;
  private final Column<T> elements;
  private final @Nullable Expiry expiry;
  private final boolean immutable;

  MemoryListState(CurrentKey<K> currentKey, StateTable<ListForm<K, N, T>> table) {
    super(currentKey, table.form().identities(), table.layout());
    this.table = table;
    this.form = table.form();
    this.layout = table.layout();
    this.versions = table.versions();
    this.elements = form.elements();
    this.expiry = form.expiry();
    this.immutable = elements.serializer().isImmutable();
  }

  @Override
  ListState<T> self() {
    return this;
  }

  @Override
  public List<T> get() {
    long now = now();
    List<T> found = read(probe(), now);
    sweep(now);
    return found;
  }

  @Override
  public void add(T element) {
    long now = now();
    form.append(writable(probe()), Objects.requireNonNull(element), now);
    sweep(now);
  }

  @Override
  public void addAll(List<? extends T> added) {
    if (!added.isEmpty()) {
      long now = now();
      ElementList list = writable(probe());
      for (T element : added) {
        form.append(list, Objects.requireNonNull(element), now);
      }
      sweep(now);
    }
  }

  @Override
  public void update(List<? extends T> replacement) {
    if (replacement.isEmpty()) {
      clear();
    } else {
      long now = now();
      replace(probe(), replacement, now);
      sweep(now);
    }
  }

  @Override
  public void clear() {
    table.remove(probe());
  }

  @Override
  public void merge(N target, Collection<N> sources) {
    for (N source : sources) {
      Probe from = probe(source);
      Page page = source.equals(target) ? null : table.find(from);
      if (page != null) {
        ElementList moved = owned(page, from);
        table.remove(from);
        append(writable(probe(target)), moved);
      }
    }
  }

  private List<T> read(Probe probe, long now) {
    Page page = table.find(probe);
    if (page == null) {
      return List.of();
    }
    ElementList list = owned(page, probe);
    return expiry == null ? list.view(elements) : readExpiring(list, expiry, probe, now);
  }

  private List<T> readExpiring(ElementList list, Expiry rule, Probe probe, long now) {
    List<T> found = new ArrayList<>(list.count());
    ElementList.Cursor cursor = list.cursor(list.firstNumber());
    while (cursor.next()) {
      if (form.isLiveElement(cursor.rows(), cursor.row(), now)) {
        found.add(elements.get(cursor.rows(), cursor.row()));
      }
    }
    if (rule.refreshesOnRead() && !found.isEmpty()) {
      replace(probe, found, now);
    }
    return Collections.unmodifiableList(found);
  }

  /** The list in a page, whose elements its user may change in place. */
  private ElementList owned(Page found, Probe probe) {
    ElementList list = form.list(found, probe.slot);
    if (immutable || list.isOwned(versions)) {
      return list;
    }
    Page page = table.findWritable(probe);
    if (page == null) {
      return list;
    }
    ElementList writable = list.writable(versions);
    writable.own(elements, form.elementLayout(), versions);
    layout.structure(page, probe.slot, writable);
    return writable;
  }

  /** The list at a probe, found or made, to be appended to. */
  private ElementList writable(Probe probe) {
    Page page = table.touch(probe);
    if (page == null) {
      page = table.claim(probe);
      ElementList list = new ElementList(form.elementLayout(), versions.current());
      layout.structure(page, probe.slot, list);
      return list;
    }
    ElementList list = form.list(page, probe.slot);
    ElementList writable = list.writable(versions);
    if (writable != list) {
      layout.structure(page, probe.slot, writable);
    }
    return writable;
  }

  private void replace(Probe probe, List<? extends T> replacement, long now) {
    ElementList list = new ElementList(form.elementLayout(), versions.current());
    for (T element : replacement) {
      form.append(list, element, now);
    }
    Page page = table.claim(probe);
    layout.structure(page, probe.slot, list);
  }

  private void append(ElementList target, ElementList moved) {
    ElementList.Cursor cursor = moved.cursor(moved.firstNumber());
    while (cursor.next()) {
      int row = target.append(form.elementLayout());
      form.elementLayout().copyRow(cursor.rows(), cursor.row(), target.tail(), row);
    }
  }

  private long now() {
    return expiry == null ? 0 : expiry.now();
  }

  private void sweep(long now) {
    if (expiry != null) {
      table.sweep(now);
    }
  }
}
