package io.tidemark.snapshot.portable;

import io.tidemark.spi.BlobSource;
import io.tidemark.spi.BlobUse;
import io.tidemark.spi.EntryVisitor;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.SnapshotEntries;
import io.tidemark.spi.StateSchema;
import io.tidemark.spi.StoreSchema;
import io.tidemark.spi.StoreSnapshot;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Walks store snapshots in the portable format. Goes from window to window of key groups, each as
 * wide as its blocks fit into a bounded amount of memory, and at least one key group.
 */
public final class PortableEntries implements SnapshotEntries {

  private static final long WINDOW_BYTES = 32L << 20;

  private final long windowBytes;

  public PortableEntries() {
    this(WINDOW_BYTES);
  }

  /**
   * Makes one with windows of another width.
   *
   * @param windowBytes how many bytes of blocks a window may have, if it has more than one key
   *     group
   */
  PortableEntries(long windowBytes) {
    this.windowBytes = windowBytes;
  }

  @Override
  public String format() {
    return StoreSnapshot.PORTABLE;
  }

  @Override
  public void walk(
      StoreSnapshot snapshot, KeyGroupRange keyGroups, BlobSource source, EntryVisitor visitor) {
    PortableFormat.requireKnown(
        snapshot.version(),
        "The store snapshot of key groups " + snapshot.keyGroups() + " by " + snapshot.backend());
    if (!keyGroups.overlaps(snapshot.keyGroups())) {
      return;
    }
    KeyGroupRange wanted = keyGroups.intersection(snapshot.keyGroups());
    Collection<StateSchema> states = statesOf(snapshot);
    List<Member> members = snapshot.blobs().stream().map(Member::new).toList();
    int last;
    for (int first = wanted.first(); first <= wanted.last(); first = last + 1) {
      last = wanted.last();
      for (Member member : members) {
        last = Math.min(last, member.moveTo(first, snapshot, source));
      }
      while (last > first && bytesOf(members, first, last) > windowBytes) {
        last = first + (last - first) / 2;
      }
      walk(members, states, new KeyGroupRange(first, last), visitor);
    }
  }

  /** All states, those of the newest schema first: the order in which a key group is folded. */
  private static Collection<StateSchema> statesOf(StoreSnapshot snapshot) {
    Map<StateName, StateSchema> states = new LinkedHashMap<>();
    for (int i = snapshot.schemas().size() - 1; i >= 0; i--) {
      for (StateSchema state : snapshot.schemas().get(i).states()) {
        states.putIfAbsent(StateName.of(state), state);
      }
    }
    return states.values();
  }

  private static long bytesOf(List<Member> members, int first, int last) {
    KeyGroupRange window = new KeyGroupRange(first, last);
    return members.stream().mapToLong(member -> member.bytesOf(window)).sum();
  }

  private static void walk(
      List<Member> members,
      Collection<StateSchema> states,
      KeyGroupRange window,
      EntryVisitor visitor) {
    List<PortableBlob> blobs =
        members.stream().flatMap(member -> member.load(window).stream()).toList();
    if (blobs.size() == 1) {
      blobs.get(0).forEachLive(window, visitor);
      return;
    }
    PortableChain chain = new PortableChain(blobs);
    for (int keyGroup = window.first(); keyGroup <= window.last(); keyGroup++) {
      for (StateSchema state : states) {
        chain.forEachLive(state, keyGroup, visitor);
      }
    }
  }

  /** One blob of the snapshot, opened while the walk passes through its key groups. */
  private static final class Member {

    private final BlobUse use;
    private @Nullable IndexedBlob open;

    Member(BlobUse use) {
      this.use = use;
    }

    /** Goes to a key group, and returns the last one before this blob comes into play or leaves. */
    int moveTo(int keyGroup, StoreSnapshot snapshot, BlobSource source) {
      KeyGroupRange range = use.keyGroups();
      if (range.last() < keyGroup) {
        open = null;
        return Integer.MAX_VALUE;
      }
      if (range.first() > keyGroup) {
        return range.first() - 1;
      }
      if (open == null) {
        StoreSchema schema = snapshot.schemas().get(use.schema());
        open = IndexedBlob.open(use, schema, range, source);
      }
      return range.last();
    }

    long bytesOf(KeyGroupRange window) {
      return open == null ? 0 : open.bytesOf(window);
    }

    Optional<PortableBlob> load(KeyGroupRange window) {
      return Optional.ofNullable(open).map(blob -> blob.load(window));
    }
  }
}
