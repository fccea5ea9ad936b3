package io.tidemark.snapshot.entries;

import io.tidemark.spi.SnapshotEntries;
import io.tidemark.spi.StoreSnapshot;
import io.tidemark.spi.UnknownFormatException;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeSet;

/** The formats of store snapshots that a class path can walk. Immutable. */
public final class SnapshotFormats {

  private final Map<String, SnapshotEntries> byName = new HashMap<>();

  private SnapshotFormats() {}

  /** Finds what {@code classLoader} sees. */
  public static SnapshotFormats load(ClassLoader classLoader) {
    SnapshotFormats formats = new SnapshotFormats();
    for (SnapshotEntries entries : ServiceLoader.load(SnapshotEntries.class, classLoader)) {
      formats.byName.putIfAbsent(entries.format(), entries);
    }
    return formats;
  }

  /**
   * What walks {@code snapshot}.
   *
   * @throws UnknownFormatException if nothing does
   */
  SnapshotEntries of(StoreSnapshot snapshot) {
    SnapshotEntries entries = byName.get(snapshot.format());
    if (entries == null) {
      throw new UnknownFormatException(
          "Nothing reads the format '"
              + snapshot.format()
              + "' of backend '"
              + snapshot.backend()
              + "'; formats found: "
              + new TreeSet<>(byName.keySet())
              + ". Add the artifact of that backend to the class path, such as io.tidemark:tidemark-backend-"
              + snapshot.backend());
    }
    return entries;
  }
}
