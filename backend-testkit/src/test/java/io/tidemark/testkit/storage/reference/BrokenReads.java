package io.tidemark.testkit.storage.reference;

import io.tidemark.spi.BlobReader;
import io.tidemark.spi.SnapshotCorruptException;
import io.tidemark.spi.StorageException;
import io.tidemark.testkit.storage.reference.ReferenceStorageFactory.Opening;
import io.tidemark.testkit.storage.reference.Shelf.Held;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Storages whose readers go wrong. */
final class BrokenReads {

  private BrokenReads() {}

  static List<BrokenStorage> all() {
    return Stream.of(ranges(), readers()).flatMap(List::stream).toList();
  }

  /** A storage that changes the range, or the reader. */
  @FunctionalInterface
  private interface Reading {
    BlobReader read(ReferenceStorage storage, String name, long offset, long length);
  }

  private static BrokenStorage reading(String rule, Reading reading, String... tests) {
    return BrokenStorage.of(
        rule,
        opening ->
            new ReferenceStorage(opening) {
              private boolean within;

              @Override
              public synchronized BlobReader read(String name, long offset, long length) {
                if (within) {
                  return super.read(name, offset, length);
                }
                within = true;
                try {
                  return reading.read(this, name, offset, length);
                } finally {
                  within = false;
                }
              }
            },
        tests);
  }

  private static List<BrokenStorage> ranges() {
    long all = Long.MAX_VALUE;
    return List.of(
        reading(
            "a reader goes on after its close",
            (storage, name, offset, length) -> {
              BlobReader reader = storage.read(name, offset, length);
              return new BlobReader() {
                @Override
                public int read(byte[] target, int at, int count) {
                  return reader.read(target, at, count);
                }

                @Override
                public void close() {}
              };
            },
            "Reading.closedReader_readsNothing"),
        reading(
            "ranges end a byte late",
            (storage, name, offset, length) ->
                storage.read(
                    name, offset, offset + length < size(storage, name) ? length + 1 : length),
            "Reading.everyRangeOfASmallBlob_isRead",
            "Reading.rangesOfALargeBlob_areRead"),
        reading(
            "a range at the end is damage",
            (storage, name, offset, length) -> {
              if (offset == size(storage, name)) {
                throw new SnapshotCorruptException(name, offset, "nothing there");
              }
              return storage.read(name, offset, length);
            },
            "Reading.rangeAtTheEnd_isEmpty"),
        reading(
            "a range that the blob does not have is cut",
            (storage, name, offset, length) -> {
              long size = size(storage, name);
              long from = Math.min(offset, size);
              return storage.read(name, from, Math.min(length, size - from));
            },
            "Reading.rangeThatTheBlobDoesNotHave_isCorrupt",
            "Reading.shortBlob_isReadRightUpToItsEnd"),
        reading(
            "a range that the blob does not have is filled with zeros",
            (storage, name, offset, length) -> {
              Held held = storage.shelf.blobs.get(name);
              long end = length == all ? held.bytes().length : offset + length;
              return storage
              .new Reader(name, Arrays.copyOf(held.bytes(), (int) end), (int) offset, (int) end);
            },
            "Reading.shortBlob_isReadRightUpToItsEnd"),
        reading(
            "damage names no blob",
            (storage, name, offset, length) -> {
              try {
                return storage.read(name, offset, length);
              } catch (SnapshotCorruptException e) {
                throw new SnapshotCorruptException("a blob", 0, "too short", e);
              }
            },
            "Reading.rangeThatTheBlobDoesNotHave_isCorrupt"),
        reading(
            "a missing blob is just an error",
            (storage, name, offset, length) -> {
              try {
                return storage.read(name, offset, length);
              } catch (StorageException e) {
                throw new StorageException(e.getMessage(), true, e);
              }
            },
            "Reading.missingBlob_isNotFoundAndNamed",
            "Deleting.deletedBlob_isGoneForEverybody"),
        reading(
            "a negative offset is the beginning",
            (storage, name, offset, length) ->
                storage.read(name, Math.max(0, offset), Math.max(0, length)),
            "Reading.negativeRange_isRefused"));
  }

  private static int size(ReferenceStorage storage, String name) {
    Held held = storage.shelf.blobs.get(name);
    return held == null ? 0 : held.bytes().length;
  }

  private static List<BrokenStorage> readers() {
    Map<String, AtomicInteger> positions = new ConcurrentHashMap<>();
    return List.of(
        BrokenStorage.of(
            "readers write where they like",
            opening ->
                new WithReader(opening) {
                  @Override
                  int read(Reader reader, byte[] target, int offset, int length) {
                    int count = reader.read(target, offset, length);
                    if (count > 0 && offset + count < target.length) {
                      target[offset + count] = 0;
                    }
                    return count;
                  }
                },
            "Reading.bytes_landOnlyWhereTheyWereAskedFor"),
        BrokenStorage.of(
            "asking for nothing at the end is the end",
            opening ->
                new WithReader(opening) {
                  @Override
                  int read(Reader reader, byte[] target, int offset, int length) {
                    return reader.position == reader.end ? -1 : reader.read(target, offset, length);
                  }
                },
            "Reading.nothingAskedFor_isNothingRead"),
        BrokenStorage.of(
            "after the end it begins anew",
            opening ->
                new WithReader(opening) {
                  @Override
                  int read(Reader reader, byte[] target, int offset, int length) {
                    int start = reader.position;
                    int count = reader.read(target, offset, length);
                    if (count < 0) {
                      reader.position = Math.max(0, start - 1);
                    }
                    return count;
                  }
                },
            "Reading.end_staysTheEnd"),
        BrokenStorage.of(
            "readers of a blob share a position",
            opening ->
                new WithReader(opening) {
                  @Override
                  int read(Reader reader, byte[] target, int offset, int length) {
                    AtomicInteger shared =
                        positions.computeIfAbsent(
                            reader.name, name -> new AtomicInteger(reader.position));
                    reader.position = Math.min(reader.end, shared.get());
                    int count = reader.read(target, offset, length);
                    shared.set(reader.position);
                    return count;
                  }
                },
            "Reading.readersAtOnce_readTheSame"),
        BrokenStorage.of(
            "closing a reader twice fails",
            opening ->
                new WithReader(opening) {
                  @Override
                  void closed(Reader reader) {
                    if (reader.position < 0) {
                      throw new StorageException("Closed already", false, null);
                    }
                    reader.position = -1;
                  }
                },
            "Reading.reader_isClosedTwiceAndAnywhere"),
        BrokenStorage.of(
            "deleting wipes what is being read",
            opening ->
                new ReferenceStorage(opening) {
                  @Override
                  public void delete(Collection<String> names) {
                    names.forEach(
                        name -> {
                          Held held = shelf.blobs.get(name);
                          if (held != null) {
                            Arrays.fill(held.bytes(), (byte) 0);
                          }
                        });
                    super.delete(names);
                  }
                },
            "Reading.blobDeletedWhileItIsRead_isReadRightOrFails"));
  }

  /** A storage that stands between its readers and their callers. */
  private static class WithReader extends ReferenceStorage {

    WithReader(Opening opening) {
      super(opening);
    }

    int read(Reader reader, byte[] target, int offset, int length) {
      return reader.read(target, offset, length);
    }

    void closed(Reader reader) {
      reader.close();
    }

    @Override
    public BlobReader read(String name, long offset, long length) {
      Reader reader = (Reader) super.read(name, offset, length);
      return new BlobReader() {
        @Override
        public int read(byte[] target, int at, int count) {
          return WithReader.this.read(reader, target, at, count);
        }

        @Override
        public void close() {
          closed(reader);
        }
      };
    }
  }
}
