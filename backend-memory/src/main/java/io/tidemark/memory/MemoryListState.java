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
  private final ListElements<T> elements;
  private final @Nullable Expiry expiry;
  private final boolean immutable;

  MemoryListState(CurrentKey<K> currentKey, StateTable<ListForm<K, N, T>> table) {
    super(currentKey, table.form().rows().identities(), table.layout());
    this.table = table;
    this.form = table.form();
    this.layout = table.layout();
    this.versions = table.versions();
    this.elements = form.elements();
    this.expiry = elements.expiry();
    this.immutable = elements.column().serializer().isImmutable();
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
    Objects.requireNonNull(element);
    long now = now();
    Probe probe = probe();
    append(claim(probe), probe.slot, element, now);
    sweep(now);
  }

  @Override
  public void addAll(List<? extends T> added) {
    if (!added.isEmpty()) {
      long now = now();
      Probe probe = probe();
      Page page = claim(probe);
      for (T element : added) {
        append(page, probe.slot, Objects.requireNonNull(element), now);
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
        Object moved = owned(page, from);
        table.remove(from);
        Probe to = probe(target);
        Page targetPage = claim(to);
        Object list = form.list(targetPage, to.slot);
        layout.structure(targetPage, to.slot, elements.appendAll(list, moved, versions));
      }
    }
  }

  private List<T> read(Probe probe, long now) {
    Page page = table.find(probe);
    if (page == null) {
      return List.of();
    }
    Object list = owned(page, probe);
    return expiry == null
        ? elements.view(list)
        : readExpiring((ElementList) list, expiry, probe, now);
  }

  private List<T> readExpiring(ElementList list, Expiry rule, Probe probe, long now) {
    List<T> found = new ArrayList<>(list.count());
    ElementList.Cursor cursor = list.cursor(list.firstNumber());
    while (cursor.next()) {
      if (elements.isLive(cursor, now)) {
        found.add(elements.column().get(cursor.rows(), cursor.row()));
      }
    }
    if (rule.refreshesOnRead() && !found.isEmpty()) {
      replace(probe, found, now);
    }
    return Collections.unmodifiableList(found);
  }

  /** The list in a page, whose elements its user may change in place. */
  private Object owned(Page found, Probe probe) {
    Object list = form.list(found, probe.slot);
    if (immutable || elements.isOwned(list, versions)) {
      return list;
    }
    Page page = table.findWritable(probe);
    if (page == null) {
      return list;
    }
    Object owned = elements.owned(list, versions);
    layout.structure(page, probe.slot, owned);
    return owned;
  }

  /** The page with the list at a probe, found or made, to be appended to. */
  private Page claim(Probe probe) {
    Page page = table.touch(probe);
    if (page == null) {
      page = table.claim(probe);
      layout.structure(page, probe.slot, elements.create(versions.current()));
    }
    return page;
  }

  private void append(Page page, int slot, T element, long now) {
    Object list = form.list(page, slot);
    Object longer = elements.append(list, element, now, versions);
    if (longer != list) {
      layout.structure(page, slot, longer);
    }
  }

  private void replace(Probe probe, List<? extends T> replacement, long now) {
    Object list = elements.create(versions.current());
    for (T element : replacement) {
      list = elements.append(list, Objects.requireNonNull(element), now, versions);
    }
    Page page = table.claim(probe);
    layout.structure(page, probe.slot, list);
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
