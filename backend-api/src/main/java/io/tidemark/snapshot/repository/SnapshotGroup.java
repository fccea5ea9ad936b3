package io.tidemark.snapshot.repository;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The checkpoints of a job as its coordinator knows them: those that stand in for each other, and
 * those that merely lie there until they are older than these. Belongs to whoever holds the epoch's
 * lock.
 */
final class SnapshotGroup {

  private final TreeMap<Long, Member> members = new TreeMap<>();

  /**
   * One checkpoint.
   *
   * @param location where it lies
   * @param blobs what manifests call the blobs that it names, or null if nobody can say
   * @param standsIn whether it is one of those that are counted
   * @param base whether later ones may name its blobs
   */
  private record Member(
      SnapshotLocation location, @Nullable Set<String> blobs, boolean standsIn, boolean base) {

    Member displaced() {
      return new Member(location, blobs, false, false);
    }
  }

  /**
   * What is to be deleted: manifests before blobs, so that none is ever there that names what is
   * not.
   *
   * @param ids the checkpoints
   * @param manifests the names of their manifests
   * @param blobs the names of the blobs that no other one names
   * @param shared what manifests call those of them that later ones might have named
   */
  record Retired(List<Long> ids, List<String> manifests, List<String> blobs, List<String> shared) {}

  /**
   * The group that a new coordinator finds. Of it, later ones may build on the newest only: an
   * earlier coordinator may have been about to retire any older one when it was succeeded, and may
   * still do it. If the newest is not in the history, that holds for all that are.
   */
  static SnapshotGroup of(Survey survey) {
    SnapshotGroup group = new SnapshotGroup();
    long newest = survey.checkpoints().isEmpty() ? 0 : survey.checkpoints().lastKey();
    survey.checkpoints().forEach((id, found) -> group.members.put(id, member(found, newest)));
    return group;
  }

  /** Adds a checkpoint that stands in for the others. */
  void add(StoredSnapshot published) {
    members.put(published.id(), new Member(published.location(), names(published), true, true));
  }

  /** Adds a checkpoint of which it is not known whether it was published. */
  void addUncertain(StoredSnapshot perhaps) {
    members.put(perhaps.id(), new Member(perhaps.location(), names(perhaps), false, false));
  }

  /** The ids of those that stand in for each other. */
  List<Long> ids() {
    return members.keySet().stream().filter(id -> present(id).standsIn()).toList();
  }

  /** Whether later ones may name the blobs of this one. */
  boolean isBase(long id) {
    Member member = members.get(id);
    return member != null && member.base();
  }

  /** Those of {@code names} that none of the checkpoints names on which later ones may build. */
  Set<String> unknownOf(Set<String> names) {
    Set<String> unknown = new HashSet<>(names);
    for (Member member : members.values()) {
      if (member.base() && member.blobs() != null) {
        unknown.removeAll(member.blobs());
      }
    }
    return unknown;
  }

  /** What is older than the newest {@code count}. */
  Retired olderThanNewest(int count) {
    List<Long> ids = ids();
    if (ids.size() < count) {
      return new Retired(List.of(), List.of(), List.of(), List.of());
    }
    long oldestKept = ids.get(ids.size() - count);
    Set<String> kept = new HashSet<>();
    boolean allKnown = true;
    for (Member member : members.tailMap(oldestKept, true).values()) {
      if (member.blobs() == null) {
        allKnown = false;
      } else {
        kept.addAll(member.blobs());
      }
    }
    return retired(oldestKept, kept, allKnown);
  }

  /** From now on these do not stand in for others, and nothing may build on them. */
  void displace(Retired retired) {
    for (long id : retired.ids()) {
      members.put(id, present(id).displaced());
    }
  }

  void remove(Retired retired) {
    retired.ids().forEach(members::remove);
  }

  private Retired retired(long oldestKept, Set<String> kept, boolean allKnown) {
    List<Long> ids = new ArrayList<>();
    List<String> manifests = new ArrayList<>();
    Set<String> blobs = new HashSet<>();
    Set<String> shared = new HashSet<>();
    members
        .headMap(oldestKept, false)
        .forEach(
            (id, member) -> {
              ids.add(id);
              manifests.add(member.location().manifest());
              Set<String> named = member.blobs() == null ? Set.of() : member.blobs();
              named.stream()
                  .filter(name -> !kept.contains(name))
                  .filter(name -> allKnown || !SnapshotLayout.isShared(name))
                  .forEach(
                      name -> {
                        blobs.add(member.location().name(name));
                        if (SnapshotLayout.isShared(name)) {
                          shared.add(name);
                        }
                      });
            });
    return new Retired(ids, manifests, List.copyOf(blobs), List.copyOf(shared));
  }

  private Member present(long id) {
    Member member = members.get(id);
    if (member == null) {
      throw new IllegalArgumentException("No checkpoint " + id);
    }
    return member;
  }

  private static Member member(FoundSnapshot found, long newest) {
    boolean standsIn = !found.late() && found.snapshot().isPresent();
    return new Member(
        found.location(),
        found.snapshot().map(SnapshotGroup::names).orElse(null),
        standsIn,
        standsIn && found.id() == newest);
  }

  private static Set<String> names(StoredSnapshot published) {
    Set<String> names = new HashSet<>();
    published.manifest().storedBlobs().forEach(blob -> names.add(blob.name()));
    return names;
  }
}
