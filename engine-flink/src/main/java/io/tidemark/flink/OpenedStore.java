package io.tidemark.flink;

import io.tidemark.flink.checkpoint.StoreCheckpoints;
import io.tidemark.flink.cleanup.SnapshotCleanup;
import io.tidemark.flink.state.UnopenedStates;
import io.tidemark.flink.type.FlinkTypes;
import io.tidemark.flink.type.RestoredTypes;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.SnapshotEntries;
import java.util.function.Function;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.fs.CloseableRegistry;

/**
 * A store, and what came with opening it.
 *
 * @param backendName the name of the Tidemark backend
 * @param keySerializer as what was restored wants it
 * @param formats finds what walks snapshots of a format
 * @param cancellation ends what the store does for checkpoints
 * @param wasRestored whether there was anything to restore
 * @param release to be closed after the store
 */
record OpenedStore<K>(
    String backendName,
    KeyedStore<K> store,
    TypeSerializer<K> keySerializer,
    FlinkTypes types,
    RestoredTypes restoredTypes,
    UnopenedStates<K> unopenedStates,
    StoreCheckpoints checkpoints,
    SnapshotCleanup cleanup,
    Function<String, SnapshotEntries> formats,
    CloseableRegistry cancellation,
    boolean wasRestored,
    AutoCloseable release) {}
