package io.tidemark.s3;

import io.tidemark.s3.object.ObjectPage;
import io.tidemark.spi.BlobNames;
import io.tidemark.spi.StoredBlob;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Walks over blobs, a page in memory at a time. Belongs to one thread. */
final class ObjectWalk implements Iterator<StoredBlob> {

  private static final int PAGE = 1_000;

  private final S3Storage storage;
  private final Connection connection;
  private final S3Root root;
  private final String prefix;
  private final Deque<StoredBlob> page = new ArrayDeque<>();
  private @Nullable String last;
  private boolean more = true;

  private ObjectWalk(S3Storage storage, Connection connection, S3Root root, String prefix) {
    this.storage = storage;
    this.connection = connection;
    this.root = root;
    this.prefix = prefix;
  }

  static Stream<StoredBlob> of(
      S3Storage storage, Connection connection, S3Root root, String prefix) {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(
            new ObjectWalk(storage, connection, root, prefix),
            Spliterator.ORDERED | Spliterator.DISTINCT | Spliterator.NONNULL),
        false);
  }

  @Override
  public boolean hasNext() {
    while (page.isEmpty() && more) {
      storage.requireOpen();
      read();
    }
    return !page.isEmpty();
  }

  @Override
  public StoredBlob next() {
    if (!hasNext()) {
      throw new NoSuchElementException("There are no more blobs");
    }
    return page.remove();
  }

  private void read() {
    ObjectPage read =
        storage.attempt("list blobs", () -> connection.client().list(root.key(prefix), last, PAGE));
    for (ObjectPage.Item item : read.items()) {
      last = item.key();
      String name = root.name(item.key());
      // Others may keep what they like here, such as the marker of a folder.
      if (BlobNames.canBegin(name) && !name.isEmpty() && !name.endsWith("/")) {
        page.add(new StoredBlob(name, item.length(), item.modifiedMillis()));
      }
    }
    more = read.more() && !read.items().isEmpty();
  }
}
