package io.tidemark.testkit.storage.reference;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** What lies under one root. */
final class Shelf {

  /** A blob. */
  @SuppressWarnings("ArrayRecordComponent")
  record Held(byte[] bytes, long modifiedMillis) {}

  /** What a writer has written so far, which stays until the writer is closed. */
  record Unfinished(String name, ByteArrayOutputStream bytes, long modifiedMillis) {}

  private static final Map<String, Shelf> SHELVES = new ConcurrentHashMap<>();

  final ConcurrentSkipListMap<String, Held> blobs = new ConcurrentSkipListMap<>();

  /** The names of blobs that the machine keeps when it loses its power. */
  final Set<String> lasting = ConcurrentHashMap.newKeySet();

  final ConcurrentHashMap<Long, Unfinished> unfinished = new ConcurrentHashMap<>();
  final AtomicLong begun = new AtomicLong();

  static Shelf of(URI root) {
    return SHELVES.computeIfAbsent(
        root.getSchemeSpecificPart().replaceAll("/$", ""), path -> new Shelf());
  }
}
