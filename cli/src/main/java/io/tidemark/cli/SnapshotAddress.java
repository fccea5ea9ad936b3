package io.tidemark.cli;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a URI names: a root, or one snapshot under it.
 *
 * @param root the storage's root
 * @param snapshot which one under it; empty for all
 */
record SnapshotAddress(URI root, Optional<Name> snapshot) {

  /**
   * @param job whose snapshot it is
   * @param checkpoint whether it is a checkpoint, or else a savepoint
   * @param name the checkpoint's id, or the savepoint's name
   */
  record Name(String job, boolean checkpoint, String name) {}

  private static final Pattern SNAPSHOT =
      Pattern.compile(
          "(?<root>.+)/(?<job>[^/]+)/(?<kind>checkpoints|savepoints)/(?<name>[^/]+?)(/manifest\\.json)?/?");

  static SnapshotAddress of(URI uri) {
    Matcher matcher = SNAPSHOT.matcher(uri.toString());
    if (!matcher.matches()) {
      return new SnapshotAddress(uri, Optional.empty());
    }
    boolean checkpoint = matcher.group("kind").equals("checkpoints");
    String name = matcher.group("name");
    if (checkpoint && !name.matches("\\d{1,18}")) {
      return new SnapshotAddress(uri, Optional.empty());
    }
    return new SnapshotAddress(
        URI.create(matcher.group("root")),
        Optional.of(new Name(matcher.group("job"), checkpoint, name)));
  }
}
