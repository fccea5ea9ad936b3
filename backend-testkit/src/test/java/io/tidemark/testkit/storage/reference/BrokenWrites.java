package io.tidemark.testkit.storage.reference;

import io.tidemark.spi.BlobWriter;
import io.tidemark.spi.StorageException;
import io.tidemark.spi.StoredBlob;
import io.tidemark.testkit.storage.reference.ReferenceStorageFactory.Opening;
import io.tidemark.testkit.storage.reference.Shelf.Held;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Storages whose writers, creations and collections of leftovers go wrong. */
final class BrokenWrites {

  private BrokenWrites() {}

  static List<BrokenStorage> all() {
    return Stream.of(visibility(), contents(), creations(), leftovers())
        .flatMap(List::stream)
        .toList();
  }

  /** A storage with a writer of its own kind. */
  private abstract static class WithWriter extends ReferenceStorage {

    WithWriter(Opening opening) {
      super(opening);
    }

    abstract Writer newWriter(String name);

    @Override
    public BlobWriter<StoredBlob> write(String name) {
      checkName(name);
      requireOpen();
      return newWriter(name);
    }
  }

  private static List<BrokenStorage> visibility() {
    return List.of(
        BrokenStorage.of(
            "what is written is visible before its commit",
            opening ->
                new WithWriter(opening) {
                  @Override
                  Writer newWriter(String name) {
                    return new Writer(name) {
                      @Override
                      public void write(byte[] bytes, int offset, int length) {
                        super.write(bytes, offset, length);
                        keep(name, unfinished.bytes().toByteArray(), clock.millis());
                      }
                    };
                  }
                },
            "Writing.uncommittedBlob_isSeenByNobody",
            "Writing.closedWithoutCommit_leavesNothing",
            "Creating.nameOfAnUnfinishedWrite_isFree",
            "Closing.writerOfAClosedStorage_failsAndLeavesNothing"),
        BrokenStorage.of(
            "a writer goes on after its end",
            opening ->
                new WithWriter(opening) {
                  @Override
                  Writer newWriter(String name) {
                    return new Writer(name) {
                      @Override
                      public void write(byte[] bytes, int offset, int length) {
                        requireOpen();
                        unfinished.bytes().write(bytes, offset, length);
                      }
                    };
                  }
                },
            "Writing.endedWriter_refusesMore"),
        BrokenStorage.of(
            "a blob that was begun is listed",
            opening ->
                new ReferenceStorage(opening) {
                  @Override
                  public Stream<StoredBlob> list(String prefix) {
                    return Stream.concat(
                        super.list(prefix), collectLeftovers(Long.MAX_VALUE, true).stream());
                  }
                },
            "Writing.uncommittedBlob_isSeenByNobody",
            "Leftovers.leftovers_areNotListed"),
        BrokenStorage.of(
            "others see a commit late",
            opening ->
                new ReferenceStorage(
                    new Opening(opening.root(), copyOf(opening.shelf()), opening.context())) {
                  @Override
                  StoredBlob keep(String name, byte[] content, long modifiedMillis) {
                    opening.shelf().blobs.put(name, new Held(content, modifiedMillis));
                    return super.keep(name, content, modifiedMillis);
                  }

                  @Override
                  public boolean createIfAbsent(String name, byte[] content) {
                    opening.shelf().blobs.put(name, new Held(content, clock.millis()));
                    return super.createIfAbsent(name, content);
                  }
                },
            "Writing.committedBlob_isReadWholeByEverybody",
            "Creating.freeName_becomesABlobForEverybody",
            "Links.linkedFile_isABlobForEverybody"),
        BrokenStorage.of(
            "closing without a commit leaks what was written",
            opening ->
                new WithWriter(opening) {
                  @Override
                  Writer newWriter(String name) {
                    return new Writer(name) {
                      @Override
                      public void close() {}
                    };
                  }
                },
            "Writing.closedWithoutCommit_leavesNothing",
            "Closing.writerOfAClosedStorage_failsAndLeavesNothing"),
        BrokenStorage.of(
            "closing takes a committed blob away",
            opening ->
                new WithWriter(opening) {
                  @Override
                  Writer newWriter(String name) {
                    return new Writer(name) {
                      @Override
                      public void close() {
                        super.close();
                        shelf.blobs.remove(name);
                      }
                    };
                  }
                },
            "Writing.closedAfterCommit_keepsTheBlob"),
        BrokenStorage.of(
            "a commit tells no length",
            opening ->
                new ReferenceStorage(opening) {
                  @Override
                  StoredBlob keep(String name, byte[] content, long modifiedMillis) {
                    super.keep(name, content, modifiedMillis);
                    return new StoredBlob(name, 0, modifiedMillis);
                  }
                },
            "Writing.commit_tellsWhatListsTell"),
        BrokenStorage.of(
            "a blob is as old as the beginning of its writing",
            opening ->
                new WithWriter(opening) {
                  @Override
                  Writer newWriter(String name) {
                    return new Writer(name) {
                      @Override
                      public StoredBlob commit() {
                        StoredBlob blob = super.commit();
                        byte[] content = shelf.blobs.get(name).bytes();
                        keep(name, content, unfinished.modifiedMillis());
                        return blob;
                      }
                    };
                  }
                },
            "Writing.modifiedTime_isThatOfTheCommit"));
  }

  private static Shelf copyOf(Shelf shelf) {
    Shelf copy = new Shelf();
    copy.blobs.putAll(shelf.blobs);
    return copy;
  }

  private static List<BrokenStorage> contents() {
    return List.of(
        BrokenStorage.of(
            "the last byte of a large blob is lost",
            opening ->
                new ReferenceStorage(opening) {
                  @Override
                  StoredBlob keep(String name, byte[] content, long modifiedMillis) {
                    int length = content.length > 8 << 20 ? content.length - 1 : content.length;
                    return super.keep(name, Arrays.copyOf(content, length), modifiedMillis);
                  }
                },
            "Writing.committedBlob_isReadWholeByEverybody"),
        BrokenStorage.of(
            "the caller's array is kept until the commit",
            opening ->
                new WithWriter(opening) {
                  @Override
                  Writer newWriter(String name) {
                    return new Writer(name) {
                      private final List<Runnable> pieces = new ArrayList<>();

                      @Override
                      public void write(byte[] bytes, int offset, int length) {
                        pieces.add(() -> super.write(bytes, offset, length));
                      }

                      @Override
                      public StoredBlob commit() {
                        pieces.forEach(Runnable::run);
                        return super.commit();
                      }
                    };
                  }
                },
            "Writing.callersBuffer_mayBeReused"),
        BrokenStorage.of(
            "arrays are written from their beginning",
            opening ->
                new WithWriter(opening) {
                  @Override
                  Writer newWriter(String name) {
                    return new Writer(name) {
                      @Override
                      public void write(byte[] bytes, int offset, int length) {
                        super.write(bytes, 0, length);
                      }
                    };
                  }
                },
            "Writing.partOfAnArray_isWrittenAlone"),
        BrokenStorage.of(
            "a writer knows its first thread only",
            opening ->
                new WithWriter(opening) {
                  @Override
                  Writer newWriter(String name) {
                    Thread maker = Thread.currentThread();
                    return new Writer(name) {
                      @Override
                      public void write(byte[] bytes, int offset, int length) {
                        if (Thread.currentThread() != maker) {
                          throw new StorageException("Another thread's", false, null);
                        }
                        super.write(bytes, offset, length);
                      }
                    };
                  }
                },
            "Writing.writer_mayGoFromThreadToThread"),
        BrokenStorage.of(
            "writers of one folder share what they have written",
            opening -> {
              Map<String, ReferenceStorage.Writer> last = new ConcurrentHashMap<>();
              return new WithWriter(opening) {
                @Override
                Writer newWriter(String name) {
                  String folder = name.substring(0, name.lastIndexOf('/') + 1);
                  return new Writer(name) {
                    @Override
                    public void write(byte[] bytes, int offset, int length) {
                      ReferenceStorage.Writer rival = last.put(folder, this);
                      super.write(bytes, offset, length);
                      if (rival != null && rival != this) {
                        rival.unfinished.bytes().write(bytes, offset, length);
                        unfinished.bytes().write(bytes, offset, 1);
                      }
                    }
                  };
                }
              };
            },
            "Writing.writersAtOnce_makeEachItsOwnBlob"),
        BrokenStorage.of(
            "a used name's blob is overwritten in place",
            opening ->
                new ReferenceStorage(opening) {
                  @Override
                  StoredBlob keep(String name, byte[] content, long modifiedMillis) {
                    synchronized (shelf) {
                      Held before = shelf.blobs.get(name);
                      byte[] result = content;
                      if (before != null && before.bytes().length > content.length) {
                        result = before.bytes().clone();
                        System.arraycopy(content, 0, result, 0, content.length);
                      } else if (before != null) {
                        result = content.clone();
                        System.arraycopy(before.bytes(), 0, result, 0, before.bytes().length / 2);
                      }
                      return super.keep(name, result, modifiedMillis);
                    }
                  }
                },
            "Writing.nameUsedTwice_isOneOfTheContents",
            "Writing.nameUsedByManyAtOnce_isOneOfTheContents",
            "Links.nameUsedTwice_isOneOfTheContents"));
  }

  private static List<BrokenStorage> creations() {
    return List.of(
        BrokenStorage.of(
            "what is committed does not last when a blob is created after it",
            opening ->
                new ReferenceStorage(opening) {
                  @Override
                  StoredBlob keep(String name, byte[] content, long modifiedMillis) {
                    StoredBlob kept = super.keep(name, content, modifiedMillis);
                    shelf.lasting.remove(name);
                    return kept;
                  }
                },
            "Creating.whatWasCommittedBefore_survivesTheMachineWithTheCreatedBlob",
            "Creating.takenName_isToldOnceItsBlobAndThoseBefore_surviveTheMachine",
            "Links.linkedFile_survivesTheMachineWithTheNextCreatedBlob"),
        BrokenStorage.of(
            "a created blob does not last",
            opening ->
                new ReferenceStorage(opening) {
                  @Override
                  public boolean createIfAbsent(String name, byte[] content) {
                    boolean created = super.createIfAbsent(name, content);
                    shelf.lasting.remove(name);
                    return created;
                  }
                },
            "Creating.whatWasCommittedBefore_survivesTheMachineWithTheCreatedBlob",
            "Creating.takenName_isToldOnceItsBlobAndThoseBefore_surviveTheMachine"),
        BrokenStorage.of(
            "creating overwrites",
            opening ->
                new ReferenceStorage(opening) {
                  @Override
                  public boolean createIfAbsent(String name, byte[] content) {
                    boolean created = super.createIfAbsent(name, content);
                    keep(name, content.clone(), clock.millis());
                    return created;
                  }
                },
            "Creating.takenName_staysAsItIs",
            "Creating.manyThatTry_haveOneWinnerWhoseContentAllRead"),
        BrokenStorage.of(
            "creating the same content again succeeds",
            opening ->
                new ReferenceStorage(opening) {
                  @Override
                  public boolean createIfAbsent(String name, byte[] content) {
                    return super.createIfAbsent(name, content)
                        || Arrays.equals(shelf.blobs.get(name).bytes(), content);
                  }
                },
            "Creating.takenName_staysAsItIs"),
        BrokenStorage.of(
            "creating takes any number of bytes, and keeps the caller's array",
            opening ->
                new ReferenceStorage(opening) {
                  @Override
                  public boolean createIfAbsent(String name, byte[] content) {
                    return shelf.blobs.putIfAbsent(name, new Held(content, clock.millis())) == null;
                  }
                },
            "Creating.moreThanTheMost_isRefused",
            "Creating.callersArray_mayBeReused"),
        BrokenStorage.of(
            "a deleted name stays taken",
            opening -> {
              Set<String> taken = ConcurrentHashMap.newKeySet();
              return new ReferenceStorage(opening) {
                @Override
                public boolean createIfAbsent(String name, byte[] content) {
                  return super.createIfAbsent(name, content) && taken.add(name);
                }
              };
            },
            "Creating.deletedName_isFreeAgain"),
        BrokenStorage.of(
            "beginning a write takes the name",
            opening ->
                new ReferenceStorage(opening) {
                  @Override
                  public boolean createIfAbsent(String name, byte[] content) {
                    return shelf.unfinished.values().stream()
                            .noneMatch(unfinished -> unfinished.name().equals(name))
                        && super.createIfAbsent(name, content);
                  }
                },
            "Creating.nameOfAnUnfinishedWrite_isFree"));
  }

  private static List<BrokenStorage> leftovers() {
    return List.of(
        BrokenStorage.of(
            "leftovers are not found",
            opening ->
                new ReferenceStorage(opening) {
                  @Override
                  public Collection<StoredBlob> collectLeftovers(long olderThan, boolean dryRun) {
                    return List.of();
                  }
                },
            "Leftovers.leftovers_areAllFoundAndGoneOnceCollected"),
        BrokenStorage.of(
            "a dry run removes",
            opening ->
                new ReferenceStorage(opening) {
                  @Override
                  public Collection<StoredBlob> collectLeftovers(long olderThan, boolean dryRun) {
                    return super.collectLeftovers(olderThan, false);
                  }
                },
            "Leftovers.dryRun_removesNothing"),
        BrokenStorage.of(
            "young leftovers are collected",
            opening ->
                new ReferenceStorage(opening) {
                  @Override
                  public Collection<StoredBlob> collectLeftovers(long olderThan, boolean dryRun) {
                    return super.collectLeftovers(Long.MAX_VALUE, dryRun);
                  }
                },
            "Leftovers.youngLeftover_isKept"),
        BrokenStorage.of(
            "blobs are collected as leftovers",
            opening ->
                new ReferenceStorage(opening) {
                  @Override
                  public Collection<StoredBlob> collectLeftovers(long olderThan, boolean dryRun) {
                    if (!dryRun) {
                      shelf.blobs.clear();
                    }
                    return super.collectLeftovers(olderThan, dryRun);
                  }
                },
            "Leftovers.blobs_areNoLeftovers",
            "Leftovers.collectorsBesideWriters_takeNoBlob"),
        BrokenStorage.of(
            "a writer whose leftover was collected commits what is left",
            opening ->
                new WithWriter(opening) {
                  @Override
                  Writer newWriter(String name) {
                    return new Writer(name) {
                      @Override
                      public StoredBlob commit() {
                        requireOpen();
                        byte[] content = unfinished.bytes().toByteArray();
                        return shelf.unfinished.remove(id) == null
                            ? keep(name, Arrays.copyOf(content, content.length / 2), clock.millis())
                            : keep(name, content, clock.millis());
                      }
                    };
                  }
                },
            "Leftovers.writerWhoseLeftoverWasCollected_commitsWhollyOrFails"));
  }
}
