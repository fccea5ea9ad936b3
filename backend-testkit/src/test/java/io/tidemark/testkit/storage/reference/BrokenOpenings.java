package io.tidemark.testkit.storage.reference;

import io.tidemark.spi.BlobReader;
import io.tidemark.spi.BlobWriter;
import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.SnapshotStorageFactory;
import io.tidemark.spi.StorageContext;
import io.tidemark.spi.StorageException;
import io.tidemark.spi.StoredBlob;
import io.tidemark.testkit.storage.reference.ReferenceStorageFactory.Opening;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Storages that are opened or closed wrongly. */
final class BrokenOpenings {

  private BrokenOpenings() {}

  static List<BrokenStorage> all() {
    return Stream.of(factories(), roots(), closing()).flatMap(List::stream).toList();
  }

  private static List<BrokenStorage> factories() {
    return List.of(
        new BrokenStorage(
            "the factory is not registered, and its scheme in upper case",
            new SnapshotStorageFactory() {
              @Override
              public Set<String> schemes() {
                return Set.of("REFERENCE");
              }

              @Override
              public SnapshotStorage open(URI root, StorageContext context) {
                return new ReferenceStorageFactory().open(root, context);
              }
            },
            List.of(
                "Opening.factory_isFoundByServiceLoader",
                "Opening.schemes_areInLowerCaseAndHoldTheRoots")),
        BrokenStorage.of(
            "powers of local files are lost",
            WithoutPowers::new,
            "Opening.localFiles_areTestedWhereTheStorageHasThem"));
  }

  private static List<BrokenStorage> roots() {
    return List.of(
        BrokenStorage.of(
            "a new root has something in it",
            opening -> {
              ReferenceStorage storage = new ReferenceStorage(opening);
              storage.keep("welcome", new byte[1], 1);
              return storage;
            },
            "Opening.newRoot_isEmpty"),
        BrokenStorage.of(
            "every instance has a root of its own",
            opening ->
                new ReferenceStorage(new Opening(opening.root(), new Shelf(), opening.context())),
            "Opening.openedTwice_isOneRoot",
            "Writing.committedBlob_survivesItsStorage",
            "Creating.createdBlob_survivesItsStorage"),
        BrokenStorage.of(
            "all roots are one",
            opening ->
                new ReferenceStorage(
                    new Opening(
                        opening.root(), Shelf.of(URI.create("reference:one")), opening.context())),
            "Opening.otherRoot_isApart"),
        BrokenStorage.of(
            "root() is another, with a user in it",
            opening ->
                new ReferenceStorage(opening) {
                  @Override
                  public URI root() {
                    return URI.create("reference://user:secret@host/path");
                  }
                },
            "Opening.root_opensTheSame",
            "Opening.root_holdsNoUser"),
        BrokenStorage.of(
            "a slash at the end makes another root",
            opening ->
                opening.root().toString().endsWith("/")
                    ? new ReferenceStorage(
                        new Opening(opening.root(), new Shelf(), opening.context()))
                    : new ReferenceStorage(opening),
            "Opening.slashAtTheEnd_isTheSameRoot"));
  }

  private static List<BrokenStorage> closing() {
    return List.of(
        BrokenStorage.of(
            "closing twice fails",
            opening ->
                new ReferenceStorage(opening) {
                  @Override
                  public void close() {
                    requireOpen();
                    super.close();
                  }
                },
            "Closing.closedTwice_isClosed"),
        BrokenStorage.of(
            "closing does nothing",
            opening ->
                new ReferenceStorage(opening) {
                  @Override
                  public void close() {}
                },
            "Closing.closedTwice_isClosed",
            "Closing.closedStorage_failsEveryCall",
            "Closing.writerOfAClosedStorage_failsAndLeavesNothing",
            "Closing.commitToAClosedStorage_fails",
            "Closing.readerOfAClosedStorage_fails",
            "Links.closedStorage_linksNothing"),
        BrokenStorage.of(
            "a closed storage says that it may work later",
            opening ->
                new ReferenceStorage(opening) {
                  @Override
                  void requireOpen() {
                    if (closed) {
                      throw new StorageException("The storage is closed", true, null);
                    }
                  }
                },
            "Closing.closedStorage_failsEveryCall"),
        BrokenStorage.of(
            "closing one closes all writers of the root",
            opening ->
                new ReferenceStorage(opening) {
                  @Override
                  public void close() {
                    super.close();
                    shelf.unfinished.clear();
                  }
                },
            "Closing.otherStorageOfTheRoot_goesOn"),
        BrokenStorage.of(
            "closing takes the instance's blobs along",
            opening ->
                new ReferenceStorage(opening) {
                  @Override
                  public void close() {
                    super.close();
                    shelf.blobs.clear();
                  }
                },
            "Writing.committedBlob_survivesItsStorage",
            "Creating.createdBlob_survivesItsStorage"));
  }

  /** A wrapper that forgets what else it wraps. */
  private static final class WithoutPowers implements SnapshotStorage {

    private final SnapshotStorage storage;

    WithoutPowers(Opening opening) {
      storage = new ReferenceStorage(opening);
    }

    @Override
    public URI root() {
      return storage.root();
    }

    @Override
    public BlobWriter<StoredBlob> write(String name) {
      return storage.write(name);
    }

    @Override
    public BlobReader read(String name, long offset, long length) {
      return storage.read(name, offset, length);
    }

    @Override
    public boolean createIfAbsent(String name, byte[] content) {
      return storage.createIfAbsent(name, content);
    }

    @Override
    public Stream<StoredBlob> list(String prefix) {
      return storage.list(prefix);
    }

    @Override
    public void delete(Collection<String> names) {
      storage.delete(names);
    }

    @Override
    public Collection<StoredBlob> collectLeftovers(long olderThanMillis, boolean dryRun) {
      return storage.collectLeftovers(olderThanMillis, dryRun);
    }

    @Override
    public void close() {
      storage.close();
    }
  }
}
