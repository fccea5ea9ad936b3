package io.tidemark.s3;

import io.tidemark.config.InvalidConfigurationException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/**
 * A bucket, and the prefix in it under which everything lies.
 *
 * @param prefix empty, or ending in a slash
 */
record S3Root(String bucket, String prefix) {

  static final String SCHEME = "s3";

  private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,253}");

  /**
   * Reads {@code s3://bucket} or {@code s3://bucket/prefix}, with or without a slash at the end.
   *
   * @throws InvalidConfigurationException for anything else, without showing what may be a secret
   */
  static S3Root parse(URI uri) {
    String authority = uri.getRawAuthority();
    if (authority != null && authority.indexOf('@') >= 0) {
      throw new InvalidConfigurationException(
          "The root s3://…@"
              + authority.substring(authority.lastIndexOf('@') + 1)
              + " holds credentials, which would end up in logs and manifests: write"
              + " s3://bucket/prefix, and set s3.access-key and s3.secret-key");
    }
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw new InvalidConfigurationException(
          "The root s3://" + authority + " has a query or a fragment: write s3://bucket/prefix");
    }
    if (authority == null || !BUCKET.matcher(authority).matches()) {
      throw new InvalidConfigurationException(
          "'" + uri + "' names no bucket: write s3://bucket/prefix");
    }
    String path = uri.getPath() == null ? "" : uri.getPath();
    String prefix = path.replaceAll("^/|/$", "");
    for (String segment : prefix.split("/", -1)) {
      if ((segment.isEmpty() && !prefix.isEmpty())
          || segment.equals(".")
          || segment.equals("..")
          || segment.chars().anyMatch(Character::isISOControl)) {
        throw new InvalidConfigurationException(
            "'"
                + uri
                + "' has an empty, '.' or '..' segment, which servers understand differently:"
                + " write s3://bucket/prefix");
      }
    }
    return new S3Root(authority, prefix.isEmpty() ? "" : prefix + "/");
  }

  URI uri() {
    try {
      String path = prefix.isEmpty() ? "" : "/" + prefix.substring(0, prefix.length() - 1);
      return new URI(SCHEME, bucket, path, null, null);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("It was a URI before", e);
    }
  }

  /** The key of the object that is the blob of a name. */
  String key(String name) {
    return prefix + name;
  }

  /** The inverse of {@link #key}. */
  String name(String key) {
    return key.substring(prefix.length());
  }

  @Override
  public String toString() {
    return uri().toString();
  }
}
