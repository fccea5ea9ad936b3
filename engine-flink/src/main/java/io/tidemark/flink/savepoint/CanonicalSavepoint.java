package io.tidemark.flink.savepoint;

import io.tidemark.flink.type.FlinkTypes;
import io.tidemark.spi.SnapshotEntries;
import io.tidemark.spi.StateSchema;
import io.tidemark.spi.StoreCapture;
import io.tidemark.spi.StoreSchema;
import io.tidemark.spi.StoreSnapshot;
import java.util.List;
import java.util.function.Function;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.runtime.state.FullSnapshotResources;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyValueStateIterator;
import org.apache.flink.runtime.state.StreamCompressionDecorator;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot;
import org.apache.flink.util.IOUtils;
import org.jspecify.annotations.Nullable;

/**
 * A captured store as Flink's writer of savepoints wants it. When it first asks, the picture is
 * written into local files in the portable format, and read from there.
 */
public final class CanonicalSavepoint<K> implements FullSnapshotResources<K> {

  private final StoreCapture capture;
  private final LocalBlobs blobs;
  private final KeyGroupRange keyGroups;
  private final int maxParallelism;
  private final TypeSerializer<K> keys;
  private final FlinkTypes types;
  private final StreamCompressionDecorator compression;
  private final Function<String, SnapshotEntries> formats;
  private @Nullable StoreSnapshot snapshot;

  /**
   * Makes resources.
   *
   * @param capture closed with the resources
   * @param blobs where the picture goes, closed with the resources
   * @param formats finds what walks snapshots of a format
   */
  public CanonicalSavepoint(
      StoreCapture capture,
      LocalBlobs blobs,
      KeyGroupRange keyGroups,
      int maxParallelism,
      TypeSerializer<K> keys,
      FlinkTypes types,
      StreamCompressionDecorator compression,
      Function<String, SnapshotEntries> formats) {
    this.capture = capture;
    this.blobs = blobs;
    this.keyGroups = keyGroups;
    this.maxParallelism = maxParallelism;
    this.keys = keys;
    this.types = types;
    this.compression = compression;
    this.formats = formats;
  }

  @Override
  public List<StateMetaInfoSnapshot> getMetaInfoSnapshots() {
    MetaInfos metaInfos = new MetaInfos(types, keys);
    return schema().states().stream().map(metaInfos::of).toList();
  }

  @Override
  public KeyValueStateIterator createKVStateIterator() {
    List<CanonicalLayout> layouts = schema().states().stream().map(this::layout).toList();
    return new CanonicalEntries(written(), schema(), layouts, blobs, formats);
  }

  @Override
  public KeyGroupRange getKeyGroupRange() {
    return keyGroups;
  }

  @Override
  public TypeSerializer<K> getKeySerializer() {
    return keys;
  }

  @Override
  public StreamCompressionDecorator getStreamCompressionDecorator() {
    return compression;
  }

  @Override
  public void release() {
    capture.close();
    IOUtils.closeQuietly(blobs);
  }

  private CanonicalLayout layout(StateSchema state) {
    return new CanonicalLayout(state, keys, maxParallelism, types);
  }

  private StoreSchema schema() {
    List<StoreSchema> schemas = written().schemas();
    return schemas.get(schemas.size() - 1);
  }

  private synchronized StoreSnapshot written() {
    StoreSnapshot known = snapshot;
    if (known == null) {
      known = capture.write(blobs);
      snapshot = known;
    }
    return known;
  }
}
