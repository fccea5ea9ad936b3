package io.tidemark.memory;

import io.tidemark.spi.StoreSchema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The schemas that a snapshot's blobs refer to, each once, today's last. */
final class SnapshotSchemas {

  private final List<StoreSchema> schemas = new ArrayList<>();

  SnapshotSchemas(Collection<StoreSchema> older, StoreSchema today) {
    for (StoreSchema schema : older) {
      if (!schema.equals(today) && !schemas.contains(schema)) {
        schemas.add(schema);
      }
    }
    schemas.add(today);
  }

  List<StoreSchema> all() {
    return schemas;
  }

  /** The position of one of the schemas. */
  int indexOf(StoreSchema schema) {
    int index = schemas.indexOf(schema);
    if (index < 0) {
      throw new IllegalStateException("A blob was written with a schema that nobody named");
    }
    return index;
  }
}
