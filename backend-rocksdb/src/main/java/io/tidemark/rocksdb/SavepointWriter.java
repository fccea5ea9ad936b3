package io.tidemark.rocksdb;

import io.tidemark.rocksdb.engine.KeyLayout;
import io.tidemark.rocksdb.engine.Scan;
import io.tidemark.rocksdb.runs.ChainWriter;
import io.tidemark.rocksdb.runs.StoredEntry;
import io.tidemark.snapshot.portable.EntryWriter;
import io.tidemark.snapshot.portable.PortableOptions;
import io.tidemark.snapshot.portable.PortableWriter;
import io.tidemark.spi.BlobScope;
import io.tidemark.spi.BlobSink;
import io.tidemark.spi.BlobUse;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.Operation;
import io.tidemark.spi.StoreSchema;
import io.tidemark.spi.StoreSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/** Writes portable snapshots of all that is live. Any thread may call it. */
final class SavepointWriter {

  private final KeyGroupRange keyGroups;
  private final PortableWriter writer;

  SavepointWriter(KeyGroupRange keyGroups, Executor executor) {
    this.keyGroups = keyGroups;
    this.writer = new PortableWriter(PortableOptions.DEFAULT, executor);
  }

  /** Writes the snapshot; {@code checkpoint} is called now and then, and throws to stop. */
  StoreSnapshot write(ChainWriter.Task task, BlobSink sink, Runnable checkpoint) {
    List<StoreSchema> schemas = new ArrayList<>(task.olderSchemas());
    schemas.add(task.schema());
    List<BlobUse> blobs = new ArrayList<>();
    for (int i = 0; i < schemas.size(); i++) {
      StoreSchema schema = schemas.get(i);
      int position = i;
      blobs.addAll(
          task.picture()
              .database()
              .whileOpen(
                  () ->
                      writer.write(
                          sink,
                          BlobScope.EXCLUSIVE,
                          schema,
                          position,
                          keyGroups,
                          keyGroup -> 1,
                          (keyGroup, out) ->
                              writeKeyGroup(task, schema, keyGroup, out, checkpoint))));
    }
    return new StoreSnapshot(
        RocksDbStateBackendFactory.NAME,
        StoreSnapshot.PORTABLE,
        PortableFill.VERSION,
        keyGroups,
        schemas,
        blobs);
  }

  private static void writeKeyGroup(
      ChainWriter.Task task,
      StoreSchema schema,
      int keyGroup,
      EntryWriter out,
      Runnable checkpoint) {
    checkpoint.run();
    StoredEntry.byTag(schema)
        .forEach(
            (tag, entry) -> {
              boolean begun = false;
              byte[] start = KeyLayout.start(keyGroup, tag);
              byte[] end = KeyLayout.after(start, start.length);
              try (Scan scan = task.picture().scan(keyGroup, start, end)) {
                for (; scan.isValid(); scan.next()) {
                  byte[] value = scan.value();
                  if (task.live().expires(tag)) {
                    value = task.live().live(tag, value);
                  }
                  if (value == null) {
                    continue;
                  }
                  if (!begun) {
                    out.section(entry.state(), Operation.PUT);
                    begun = true;
                  }
                  StoredEntry live = entry.at(scan.key(), value);
                  out.put(live, live.value());
                }
              }
            });
  }
}
