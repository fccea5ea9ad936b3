package io.tidemark.rocksdb;

import io.tidemark.rocksdb.runs.ColumnTag;
import io.tidemark.serialization.ReadBuffer;
import io.tidemark.serialization.WriteBuffer;
import io.tidemark.snapshot.portable.PortableBlob;
import io.tidemark.snapshot.portable.PortableChain;
import io.tidemark.spi.BlobSource;
import io.tidemark.spi.BlobUse;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.NoNamespace;
import io.tidemark.spi.SnapshotEntry;
import io.tidemark.spi.SnapshotVersionException;
import io.tidemark.spi.StateKind;
import io.tidemark.spi.StateSchema;
import io.tidemark.spi.StoreSnapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Makes portable snapshots into one run. It sorts one key group at a time, in memory. Belongs to
 * one thread.
 */
final class PortableFill {

  /** The version of the portable format that is written, and the newest that is read. */
  static final int VERSION = 1;

  private final KeyGroupRange keyGroups;
  private final KnownSchemas schemas;
  private final List<Source> sources = new ArrayList<>();
  private final Map<StateSchema, Long> tags = new HashMap<>();
  private final WriteBuffer buffer = new WriteBuffer(1 << 10);

  PortableFill(KeyGroupRange keyGroups, KnownSchemas schemas) {
    this.keyGroups = keyGroups;
    this.schemas = schemas;
  }

  /** Brings the snapshots into memory, compressed as they are, and checks them. */
  void load(List<StoreSnapshot> snapshots, BlobSource source) {
    for (StoreSnapshot snapshot : snapshots) {
      sources.add(load(snapshot, source));
    }
  }

  /** Writes what was loaded, and returns how many entries it is. */
  long fill(ObjectCache cache) {
    if (sources.isEmpty()) {
      return 0;
    }
    LongAdder written = new LongAdder();
    cache.writeDirectly(
        run -> {
          for (int kg = keyGroups.first(); kg <= keyGroups.last(); kg++) {
            for (Map.Entry<byte[], byte[]> entry : entries(kg).entrySet()) {
              byte[] value = entry.getValue();
              run.at(entry.getKey()).put(entry.getKey(), value, 0, value.length);
              written.increment();
            }
          }
        });
    return written.sum();
  }

  private record Source(KeyGroupRange keyGroups, PortableChain chain) {}

  private Source load(StoreSnapshot snapshot, BlobSource source) {
    if (snapshot.version() > VERSION) {
      throw new SnapshotVersionException(
          "The snapshot is of the portable format's version "
              + snapshot.version()
              + ", and this release reads up to version "
              + VERSION);
    }
    KeyGroupRange mine = keyGroups.intersection(snapshot.keyGroups());
    schemas.restored(
        snapshot.schemas().isEmpty()
            ? List.of()
            : snapshot.schemas().subList(snapshot.schemas().size() - 1, snapshot.schemas().size()));
    List<PortableBlob> blobs = new ArrayList<>();
    for (BlobUse use : snapshot.blobs()) {
      if (use.keyGroups().overlaps(mine)) {
        KeyGroupRange wanted = use.keyGroups().intersection(mine);
        blobs.add(PortableBlob.load(use, snapshot.schemas().get(use.schema()), wanted, source));
      }
    }
    return new Source(mine, new PortableChain(blobs));
  }

  private Map<byte[], byte[]> entries(int keyGroup) {
    Map<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);
    for (Source source : sources) {
      if (source.keyGroups().contains(keyGroup)) {
        for (StateSchema state : source.chain().states()) {
          source
              .chain()
              .forEachLive(state, keyGroup, entry -> entries.put(key(entry), value(entry)));
        }
      }
    }
    return entries;
  }

  private long tag(StateSchema schema) {
    return tags.computeIfAbsent(
        schema,
        seen -> {
          schemas.restored(seen);
          return ColumnTag.of(seen);
        });
  }

  private byte[] key(SnapshotEntry entry) {
    StateSchema schema = entry.stateSchema();
    buffer.clear();
    buffer.writeShort(entry.keyGroup());
    buffer.writeLong(tag(schema));
    if (schema.kind() == StateKind.TIMERS) {
      write(entry.userKey());
    }
    buffer.writeVarInt(entry.key().remaining());
    write(entry.key());
    if (!schema.namespace().equals(NoNamespace.SERIALIZER.description())) {
      buffer.writeVarInt(entry.namespace().remaining());
      write(entry.namespace());
    }
    if (schema.kind() == StateKind.MAP) {
      write(entry.userKey());
    }
    return buffer.toByteArray();
  }

  private byte[] value(SnapshotEntry entry) {
    StateSchema schema = entry.stateSchema();
    buffer.clear();
    if (schema.expiring() && schema.kind() != StateKind.LIST && schema.kind() != StateKind.TIMERS) {
      buffer.writeLong(entry.stamp());
    }
    write(entry.value());
    return buffer.toByteArray();
  }

  private void write(ReadBuffer part) {
    buffer.writeBytes(part.array(), part.position(), part.remaining());
  }
}
