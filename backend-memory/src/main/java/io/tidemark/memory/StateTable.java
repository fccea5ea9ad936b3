package io.tidemark.memory;

import io.tidemark.spi.KeyGroupRange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All entries of one state: a {@link PageDirectory} for each key group that has any, and what was
 * removed. Belongs to the store's thread.
 *
 * @param <F> how the entries look
 */
final class StateTable<F extends EntryForm> {

  private final F form;
  private final Layout layout;
  private final Versions versions;
  private final KeyGroupRange keyGroups;
  private final @Nullable PageDirectory[] groups;
  private final @Nullable Removals[] removals;
  private int removedSince;
  private long removed;
  private final Sweep sweep = new Sweep(this);

  StateTable(F form, Versions versions, KeyGroupRange keyGroups, @Nullable PageDirectory[] groups) {
    this.form = form;
    this.layout = form.rows().layout();
    this.versions = versions;
    this.keyGroups = keyGroups;
    this.groups = groups;
    this.removals = new Removals[groups.length];
  }

  F form() {
    return form;
  }

  Layout layout() {
    return layout;
  }

  Versions versions() {
    return versions;
  }

  KeyGroupRange keyGroups() {
    return keyGroups;
  }

  /** The entries of the key group at {@code position} within the store's range, to be read. */
  @Nullable PageDirectory group(int position) {
    return groups[position];
  }

  /** The page that holds the probe's entry, to be read, or null. */
  @Nullable Page find(Probe probe) {
    PageDirectory group = groups[probe.group];
    return group == null ? null : group.find(probe, layout);
  }

  /** The objects of the page that holds the probe's entry, to be read, or null. */
  Object @Nullable [] findObjects(Probe probe) {
    PageDirectory group = groups[probe.group];
    return group == null ? null : group.findObjects(probe, layout);
  }

  /** The page that holds the probe's entry, to be written, or null. Notes no change. */
  @Nullable Page findWritable(Probe probe) {
    PageDirectory group = groups[probe.group];
    return group == null || group.find(probe, layout) == null ? null : renewed(probe);
  }

  /** The page in which the probe has just found its entry, to be written. Notes no change. */
  Page renewed(Probe probe) {
    PageDirectory group = Objects.requireNonNull(groups[probe.group]);
    return writable(group, probe.group).renewed(probe, layout, versions);
  }

  /** The page that holds the probe's entry, to be written, or null. The entry counts as changed. */
  @Nullable Page touch(Probe probe) {
    PageDirectory group = groups[probe.group];
    return group == null ? null : writable(group, probe.group).touch(probe, layout, versions);
  }

  /**
   * Like {@link #touch}, but where there is no entry it is made. What is done often tries {@link
   * #touch} before: the compiler inlines it, for no entry is made there.
   */
  Page claim(Probe probe) {
    PageDirectory group = groups[probe.group];
    if (group == null) {
      group = new PageDirectory(layout, versions.current());
      groups[probe.group] = group;
    }
    return writable(group, probe.group).claim(probe, layout, versions);
  }

  /** Removes the probe's entry, if it is there. */
  void remove(Probe probe) {
    Page page = findWritable(probe);
    if (page != null) {
      boolean known = versions.remembersChanges() && !page.isCreated(probe.slot);
      remove(page, probe);
      if (known) {
        removedFrom(probe.group, 1).claim(probe, form.rows().removedLayout(), versions);
      }
    }
  }

  /** Removes the probe's entry, if it is there; the caller cares for what snapshots must know. */
  void removeUnremembered(Probe probe) {
    Page page = findWritable(probe);
    if (page != null) {
      remove(page, probe);
    }
  }

  private void remove(Page page, Probe probe) {
    PageDirectory group = Objects.requireNonNull(groups[probe.group]);
    group.remove(page, probe, layout, versions);
    if (group.size() == 0) {
      groups[probe.group] = null;
    }
  }

  /** The identities that were removed from a key group, to which {@code count} are to be added. */
  PageDirectory removedFrom(int position, int count) {
    removed += count;
    Removals ofGroup = removals[position];
    if (ofGroup == null) {
      ofGroup = new Removals();
      removals[position] = ofGroup;
    }
    return ofGroup.current(form.rows().removedLayout(), versions);
  }

  /** Drops what no snapshot will ask for any more. */
  void forgetRemovals() {
    if (removedSince != versions.remembered()) {
      removedSince = versions.remembered();
      removed = 0;
      for (Removals ofGroup : removals) {
        if (ofGroup != null) {
          ofGroup.forget(removedSince);
        }
      }
    }
  }

  /** How many times an identity was removed since fewer versions are remembered. */
  long removed() {
    return removed;
  }

  /** Notes an access to entries that expire, and removes some that did. */
  void sweep(long now) {
    sweep.step(now);
  }

  /** How many entries there are; a list or a map is one. */
  long size() {
    long size = 0;
    for (PageDirectory group : groups) {
      if (group != null) {
        size += group.size();
      }
    }
    return size;
  }

  /**
   * How many entries were written after {@code base} ended. Costs a look at each page's version.
   */
  long changedSince(int base) {
    long changed = 0;
    for (PageDirectory group : groups) {
      if (group != null && group.version() > base) {
        for (PageBatch batch = new PageBatch(group, base); batch.next(); ) {
          for (int i = 0; i < batch.size(); i++) {
            changed += Long.bitCount(batch.rows(i));
          }
        }
      }
    }
    return changed;
  }

  /** The table as it is, for a capture that ends the current version. */
  CapturedTable capture() {
    List<List<Removals.Batch>> removed = Collections.nCopies(groups.length, List.of());
    return new CapturedTable(form, keyGroups.first(), groups.clone(), removed);
  }

  /** The table as it is, with what was removed after {@code base} ended. */
  CapturedTable capture(int base) {
    List<List<Removals.Batch>> removed = new ArrayList<>(removals.length);
    for (Removals ofGroup : removals) {
      removed.add(ofGroup == null ? List.of() : ofGroup.since(base));
    }
    return new CapturedTable(form, keyGroups.first(), groups.clone(), removed);
  }

  private PageDirectory writable(PageDirectory group, int position) {
    if (group.version() == versions.current()) {
      return group;
    }
    PageDirectory writable = group.writable(versions, layout, position);
    groups[position] = writable;
    return writable;
  }
}
