package io.tidemark.flink.state;

import io.tidemark.flink.type.FlinkTypes;
import io.tidemark.serialization.ReadBuffer;
import io.tidemark.serialization.Serializer;
import io.tidemark.spi.BlobSource;
import io.tidemark.spi.KeyAndNamespace;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.SnapshotEntries;
import io.tidemark.spi.StateKind;
import io.tidemark.spi.StateSchema;
import io.tidemark.spi.StoreSnapshot;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The keys of restored states that the job has not asked for yet, for which the store has no types.
 * They are as the snapshot has them, and are read from it.
 */
public final class UnopenedStates<K> {

  private final List<StoreSnapshot> snapshots;
  private final BlobSource source;
  private final KeyGroupRange keyGroups;
  private final Serializer<K> keys;
  private final FlinkTypes types;
  private final Function<String, SnapshotEntries> formats;

  /**
   * Makes the view.
   *
   * @param formats finds what walks snapshots of a format
   */
  public UnopenedStates(
      List<StoreSnapshot> snapshots,
      BlobSource source,
      KeyGroupRange keyGroups,
      Serializer<K> keys,
      FlinkTypes types,
      Function<String, SnapshotEntries> formats) {
    this.snapshots = snapshots;
    this.source = source;
    this.keyGroups = keyGroups;
    this.keys = keys;
    this.types = types;
    this.formats = formats;
  }

  /** The keys and namespaces of a state, none if nothing of that name was restored. */
  public <N> Stream<KeyAndNamespace<K, N>> keysAndNamespaces(String state) {
    Set<KeyAndNamespace<K, N>> found = new LinkedHashSet<>();
    for (StoreSnapshot snapshot : snapshots) {
      boolean isThere =
          snapshot.keyGroups().overlaps(keyGroups)
              && snapshot.schemas().stream()
                  .flatMap(schema -> schema.states().stream())
                  .anyMatch(schema -> isNamed(schema, state));
      if (isThere) {
        formats
            .apply(snapshot.format())
            .walk(
                snapshot,
                snapshot.keyGroups().intersection(keyGroups),
                source,
                entry -> {
                  if (isNamed(entry.stateSchema(), state)) {
                    Namespaces<N> namespaces = Namespaces.written(entry.stateSchema(), types);
                    ReadBuffer namespace = entry.namespace();
                    found.add(
                        new KeyAndNamespace<>(
                            keys.read(entry.key()),
                            namespaces.restored(namespaces.serializer().read(namespace))));
                  }
                });
      }
    }
    return found.stream();
  }

  private static boolean isNamed(StateSchema schema, String state) {
    return schema.kind() != StateKind.TIMERS && schema.name().equals(state);
  }
}
