package io.tidemark.snapshot.repository;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A URI of a snapshot or of a folder of them, taken apart. Nothing is asked of any storage.
 *
 * @param storageRoot the root of the storage to open
 * @param job the name of the job in whose folder the snapshot lies, or null if the URI does not say
 * @param snapshot where the snapshot lies in that storage, empty if the URI may be that of a root,
 *     a job's folder, or a folder with a snapshot
 */
public record SnapshotAddress(
    URI storageRoot, @Nullable String job, Optional<SnapshotLocation> snapshot) {

  private static final Pattern IN_REPOSITORY =
      Pattern.compile(
          "(?<root>.*)/(?<job>[^/]+)/(?:checkpoints/(?<id>\\d{1,12})|savepoints/(?<savepoint>[^/]+))");

  private static final String MANIFEST = "/" + SnapshotLayout.MANIFEST;

  /** Takes apart the URI of a manifest, of the folder that it is in, or of one further up. */
  public static SnapshotAddress of(URI uri) {
    String text = withoutTrailingSlashes(uri.toString());
    boolean manifest = text.endsWith(MANIFEST);
    String folder =
        manifest
            ? withoutTrailingSlashes(text.substring(0, text.length() - MANIFEST.length()))
            : text;
    Matcher inRepository = IN_REPOSITORY.matcher(folder);
    if (inRepository.matches()) {
      String job = inRepository.group("job");
      SnapshotLayout layout = new SnapshotLayout(job);
      String id = inRepository.group("id");
      SnapshotLocation location =
          id != null
              ? layout.checkpoint(Long.parseLong(id))
              : layout.savepoint(inRepository.group("savepoint"));
      return new SnapshotAddress(rootOf(inRepository.group("root")), job, Optional.of(location));
    }
    return new SnapshotAddress(
        rootOf(folder), null, manifest ? Optional.of(SnapshotLocation.ROOT) : Optional.empty());
  }

  private static String withoutTrailingSlashes(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '/' && !text.startsWith("//", end - 2)) {
      end--;
    }
    return text.substring(0, end);
  }

  /** A root keeps the slashes without which it would be no URI. */
  private static URI rootOf(String text) {
    boolean bare = text.endsWith(":") || text.endsWith(":/") || text.endsWith("://");
    return URI.create(bare ? text.substring(0, text.indexOf(':') + 1) + "///" : text);
  }
}
