package io.tidemark.testkit.storage.reference;

import io.tidemark.spi.BlobNames;
import io.tidemark.spi.StorageException;
import io.tidemark.spi.StoredBlob;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Storages that go wrong about names, lists and deletions. */
final class BrokenNames {

  private static final int PAGE = 1_000;

  private BrokenNames() {}

  static List<BrokenStorage> all() {
    return Stream.of(names(), lists(), deletions()).flatMap(List::stream).toList();
  }

  private static List<BrokenStorage> names() {
    return List.of(
        BrokenStorage.of(
            "long names are refused",
            opening ->
                new ReferenceStorage(opening) {
                  @Override
                  void checkName(String name) {
                    BlobNames.check(name);
                    if (name.length() > 200) {
                      throw new StorageException("Too long", false, null);
                    }
                  }
                },
            "Names.allowedName_isThatOfItsBlob"),
        BrokenStorage.of(
            "names are not checked",
            opening ->
                new ReferenceStorage(opening) {
                  @Override
                  void checkName(String name) {}
                },
            "Names.otherName_isRefusedEverywhere",
            "Links.nameOfNoBlob_isRefused"),
        BrokenStorage.of(
            "upper case is lower case",
            opening ->
                new ReferenceStorage(opening) {
                  @Override
                  StoredBlob keep(String name, byte[] content, long modifiedMillis) {
                    return super.keep(name.toLowerCase(Locale.ROOT), content, modifiedMillis);
                  }
                },
            "Names.upperAndLowerCase_areTwoNames"),
        BrokenStorage.of(
            "a name that continues another takes its place, and the other way round",
            opening ->
                new ReferenceStorage(opening) {
                  @Override
                  StoredBlob keep(String name, byte[] content, long modifiedMillis) {
                    shelf
                        .blobs
                        .keySet()
                        .removeIf(
                            other -> other.startsWith(name + "/") || name.startsWith(other + "/"));
                    return super.keep(name, content, modifiedMillis);
                  }
                },
            "Names.nameThatContinuesAnother_isABlobOrRefused",
            "Names.nameThatAnotherContinues_isABlobOrRefused"));
  }

  /** A list that is made from the right one. */
  @FunctionalInterface
  private interface Listing {
    Stream<StoredBlob> of(ReferenceStorage storage, String prefix);
  }

  private static BrokenStorage listing(String rule, Listing listing, String... tests) {
    return BrokenStorage.of(
        rule,
        opening ->
            new ReferenceStorage(opening) {
              @Override
              public Stream<StoredBlob> list(String prefix) {
                return listing.of(this, prefix);
              }
            },
        tests);
  }

  private static Stream<StoredBlob> sorted(ReferenceStorage storage) {
    return storage.shelf.blobs.entrySet().stream().map(ReferenceStorage::stored);
  }

  private static List<BrokenStorage> lists() {
    return List.of(
        listing(
            "lists go folder by folder, the files first",
            (storage, prefix) ->
                sorted(storage)
                    .filter(blob -> blob.name().startsWith(prefix))
                    .sorted(Comparator.comparing(blob -> blob.name().replace('/', '\1'))),
            "Listing.names_areInTheOrderOfTheirBytes",
            "Listing.prefix_endsAnywhere"),
        listing(
            "a prefix is a folder",
            (storage, prefix) ->
                sorted(storage)
                    .filter(
                        blob ->
                            prefix.isEmpty()
                                || blob.name()
                                    .startsWith(prefix.endsWith("/") ? prefix : prefix + "/")),
            "Listing.prefix_endsAnywhere"),
        listing(
            "a prefix that is no name fails, but finds a way up",
            (storage, prefix) ->
                prefix.startsWith("..")
                    ? sorted(storage)
                    : sorted(storage).filter(blob -> blob.name().startsWith(prefix)),
            "Listing.prefixOfNoName_findsNothing"),
        listing(
            "lists know no lengths",
            (storage, prefix) ->
                sorted(storage)
                    .filter(blob -> blob.name().startsWith(prefix))
                    .map(blob -> new StoredBlob(blob.name(), 0, blob.modifiedMillis())),
            "Listing.lengths_areThoseOfTheBlobs",
            "Writing.commit_tellsWhatListsTell"),
        listing(
            "lists end after a page",
            (storage, prefix) ->
                sorted(storage).filter(blob -> blob.name().startsWith(prefix)).limit(PAGE),
            "Listing.manyBlobs_areSeenOnceInOrder"),
        listing(
            "the last of a page is also the first of the next",
            (storage, prefix) -> {
              AtomicInteger at = new AtomicInteger();
              return sorted(storage)
                  .filter(blob -> blob.name().startsWith(prefix))
                  .flatMap(
                      blob ->
                          at.incrementAndGet() % PAGE == 0
                              ? Stream.of(blob, blob)
                              : Stream.of(blob));
            },
            "Listing.manyBlobs_areSeenOnceInOrder"));
  }

  /** A deletion in place of the right one. */
  @FunctionalInterface
  private interface Deleting {
    void delete(ReferenceStorage storage, Collection<String> names);
  }

  private static BrokenStorage deleting(String rule, Deleting deleting, String... tests) {
    return BrokenStorage.of(
        rule,
        opening ->
            new ReferenceStorage(opening) {
              @Override
              public void delete(Collection<String> names) {
                names.forEach(this::checkName);
                requireOpen();
                deleting.delete(this, names);
              }
            },
        tests);
  }

  private static List<BrokenStorage> deletions() {
    return List.of(
        deleting(
            "deleting does nothing",
            (storage, names) -> {},
            "Deleting.deletedBlob_isGoneForEverybody"),
        deleting(
            "a missing blob cannot be deleted",
            (storage, names) -> {
              for (String name : names) {
                if (storage.shelf.blobs.remove(name) == null) {
                  throw new StorageException("No " + name, false, null);
                }
              }
            },
            "Deleting.missingBlobs_areSkipped",
            "Deleting.nameGivenTwice_isDeletedOnce",
            "Deleting.manyThatDeleteTheSame_allSucceed"),
        deleting(
            "deleting nothing deletes all",
            (storage, names) -> {
              Set<String> all = new HashSet<>(names);
              storage.shelf.blobs.keySet().removeIf(name -> all.isEmpty() || all.contains(name));
            },
            "Deleting.nothingToDelete_isDone"),
        deleting(
            "deleting takes along what begins alike",
            (storage, names) ->
                storage
                    .shelf
                    .blobs
                    .keySet()
                    .removeIf(name -> names.stream().anyMatch(name::startsWith)),
            "Deleting.blobsNotNamed_stay"),
        deleting(
            "only the first thousand are deleted",
            (storage, names) -> names.stream().limit(PAGE).forEach(storage.shelf.blobs::remove),
            "Deleting.allOfManyNames_areDeleted"));
  }
}
