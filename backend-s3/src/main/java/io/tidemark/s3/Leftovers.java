package io.tidemark.s3;

import io.tidemark.s3.object.ObjectClient;
import io.tidemark.s3.object.ObjectException;
import io.tidemark.s3.object.UploadPage;
import io.tidemark.spi.StoredBlob;
import java.util.ArrayList;
import java.util.List;

/** Uploads in parts that nobody completed. */
final class Leftovers {

  private final ObjectClient client;
  private final S3Root root;

  Leftovers(ObjectClient client, S3Root root) {
    this.client = client;
    this.root = root;
  }

  /** Drops those that were begun before a time, unless it is a dry run, and tells them. */
  List<StoredBlob> collect(long olderThanMillis, boolean dryRun) {
    List<StoredBlob> collected = new ArrayList<>();
    for (UploadPage.Upload upload : all()) {
      if (upload.begunMillis() >= olderThanMillis) {
        continue;
      }
      long bytes;
      try {
        bytes = client.uploadedBytes(upload.key(), upload.id());
      } catch (ObjectException e) {
        if (e.isNotFound()) {
          // Its writer ended meanwhile.
          continue;
        }
        throw e;
      }
      if (!dryRun) {
        client.abortUpload(upload.key(), upload.id());
      }
      collected.add(new StoredBlob(root.name(upload.key()), bytes, upload.begunMillis()));
    }
    return collected;
  }

  private List<UploadPage.Upload> all() {
    List<UploadPage.Upload> all = new ArrayList<>();
    UploadPage page = client.uploads(root.prefix(), null);
    all.addAll(page.uploads());
    while (page.more() && !page.uploads().isEmpty()) {
      page = client.uploads(root.prefix(), page.uploads().get(page.uploads().size() - 1));
      all.addAll(page.uploads());
    }
    return all.stream().filter(upload -> upload.key().startsWith(root.prefix())).toList();
  }
}
