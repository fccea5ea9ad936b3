package io.tidemark.testkit.backend.reference;

import io.tidemark.spi.BlobUse;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.StoreSchema;
import io.tidemark.spi.StoreSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;

/**
 * What an increment builds on. Never changes.
 *
 * @param picture what the blobs make together
 * @param schemas what the blobs were written with
 * @param blobs oldest first, none of them added
 */
public record Base(
    NavigableMap<Place, Cell> picture, List<StoreSchema> schemas, List<BlobUse> blobs) {

  static Base of(NavigableMap<Place, Cell> picture, StoreSnapshot snapshot) {
    return new Base(picture, snapshot.schemas(), named(snapshot.blobs(), snapshot.keyGroups(), 0));
  }

  static Base ofRestored(
      List<StoreSnapshot> snapshots, KeyGroupRange keyGroups, NavigableMap<Place, Cell> picture) {
    List<StoreSchema> schemas = new ArrayList<>();
    List<BlobUse> blobs = new ArrayList<>();
    for (StoreSnapshot snapshot : snapshots) {
      blobs.addAll(named(snapshot.blobs(), keyGroups, schemas.size()));
      schemas.addAll(snapshot.schemas());
    }
    return new Base(picture, schemas, blobs);
  }

  private static List<BlobUse> named(
      List<BlobUse> blobs, KeyGroupRange keyGroups, int firstSchema) {
    return blobs.stream()
        .filter(use -> use.keyGroups().overlaps(keyGroups))
        .map(
            use ->
                new BlobUse(
                    use.blob(),
                    use.keyGroups().intersection(keyGroups),
                    firstSchema + use.schema(),
                    false))
        .toList();
  }
}
