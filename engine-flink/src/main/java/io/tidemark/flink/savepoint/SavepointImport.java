package io.tidemark.flink.savepoint;

import io.tidemark.flink.type.FlinkTypes;
import io.tidemark.snapshot.portable.EntryWriter;
import io.tidemark.snapshot.portable.PortableOptions;
import io.tidemark.snapshot.portable.PortableWriter;
import io.tidemark.spi.BlobScope;
import io.tidemark.spi.BlobUse;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.Operation;
import io.tidemark.spi.StateSchema;
import io.tidemark.spi.StorageException;
import io.tidemark.spi.StoreSchema;
import io.tidemark.spi.StoreSnapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.runtime.state.KeyGroupsSavepointStateHandle;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.StateSerializerProvider;
import org.apache.flink.runtime.state.restore.FullSnapshotRestoreOperation;
import org.apache.flink.runtime.state.restore.KeyGroup;
import org.apache.flink.runtime.state.restore.KeyGroupEntry;
import org.apache.flink.runtime.state.restore.SavepointRestoreResult;
import org.apache.flink.runtime.state.restore.ThrowingIterator;
import org.apache.flink.util.FlinkRuntimeException;
import org.apache.flink.util.StateMigrationException;

/** Makes store snapshots of Flink's canonical savepoints, in local files. */
public final class SavepointImport<K> {

  private final TypeSerializer<K> keys;
  private final FlinkTypes types;
  private final int maxParallelism;
  private final ClassLoader userCode;
  private final LocalBlobs blobs;

  public SavepointImport(
      TypeSerializer<K> keys,
      FlinkTypes types,
      int maxParallelism,
      ClassLoader userCode,
      LocalBlobs blobs) {
    this.keys = keys;
    this.types = types;
    this.maxParallelism = maxParallelism;
    this.userCode = userCode;
    this.blobs = blobs;
  }

  /** Whether all of {@code handles}, and at least one, are of canonical savepoints. */
  public static boolean understands(Collection<KeyedStateHandle> handles) {
    return !handles.isEmpty()
        && handles.stream().allMatch(handle -> handle instanceof KeyGroupsSavepointStateHandle);
  }

  /**
   * Reads {@code handles}, each into a store snapshot.
   *
   * @throws StateMigrationException if the type of the keys has changed
   */
  public List<StoreSnapshot> read(
      org.apache.flink.runtime.state.KeyGroupRange keyGroups, Collection<KeyedStateHandle> handles)
      throws IOException, StateMigrationException {
    List<StoreSnapshot> snapshots = new ArrayList<>();
    StateSerializerProvider<K> keyProvider =
        StateSerializerProvider.fromNewRegisteredSerializer(keys);
    for (KeyedStateHandle handle : handles) {
      try (ThrowingIterator<SavepointRestoreResult> results =
          new FullSnapshotRestoreOperation<>(keyGroups, userCode, List.of(handle), keyProvider)
              .restore()) {
        while (results.hasNext()) {
          snapshots.add(read(handle.getKeyGroupRange(), results.next(), keyProvider));
        }
      }
      keyProvider =
          StateSerializerProvider.fromNewRegisteredSerializer(
              keyProvider.currentSchemaSerializer());
    }
    return snapshots;
  }

  private StoreSnapshot read(
      org.apache.flink.runtime.state.KeyGroupRange range,
      SavepointRestoreResult savepoint,
      StateSerializerProvider<K> keyProvider)
      throws IOException {
    TypeSerializer<K> written = keyProvider.previousSchemaSerializer();
    MetaInfos metaInfos = new MetaInfos(types, written);
    List<StateSchema> states =
        savepoint.getStateMetaInfoSnapshots().stream().map(metaInfos::schema).toList();
    StoreSchema schema = new StoreSchema(types.ofKeys(written).description(), states);
    List<CanonicalLayout> layouts =
        states.stream()
            .map(state -> new CanonicalLayout(state, written, maxParallelism, types))
            .toList();
    KeyGroupRange keyGroups = KeyGroupRange.of(range.getStartKeyGroup(), range.getEndKeyGroup());
    try (ThrowingIterator<KeyGroup> groups = savepoint.getRestoredKeyGroups()) {
      // Flink reads one key group after the other, so one thread writes them all into one blob.
      List<BlobUse> uses =
          new PortableWriter(PortableOptions.DEFAULT, Runnable::run)
              .write(
                  blobs,
                  BlobScope.EXCLUSIVE,
                  schema,
                  0,
                  keyGroups,
                  keyGroup -> 0,
                  (keyGroup, out) -> copy(keyGroup, groups, layouts, out));
      return new StoreSnapshot(
          "flink",
          StoreSnapshot.PORTABLE,
          PortableWriter.FORMAT_VERSION,
          keyGroups,
          List.of(schema),
          uses);
    }
  }

  private static void copy(
      int keyGroup,
      ThrowingIterator<KeyGroup> groups,
      List<CanonicalLayout> layouts,
      EntryWriter out) {
    try {
      KeyGroup group = groups.next();
      if (group.getKeyGroupId() != keyGroup) {
        throw new IllegalStateException(
            "Key group " + keyGroup + " should come next, but " + group.getKeyGroupId() + " does");
      }
      try (ThrowingIterator<KeyGroupEntry> entries = group.getKeyGroupEntries()) {
        while (entries.hasNext()) {
          KeyGroupEntry entry = entries.next();
          out.section(entry.getKvStateId(), Operation.PUT);
          layouts.get(entry.getKvStateId()).copy(entry.getKey(), entry.getValue(), out);
        }
      }
    } catch (IOException e) {
      throw new StorageException("Reading a savepoint failed: " + e.getMessage(), true, e);
    } catch (StateMigrationException e) {
      throw new FlinkRuntimeException(e);
    }
  }
}
