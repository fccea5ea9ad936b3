package io.tidemark.fs.hadoop;

import io.tidemark.TidemarkException;
import io.tidemark.config.InvalidConfigurationException;
import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.StorageContext;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.fs.permission.FsAction;
import org.apache.hadoop.security.UserGroupInformation;

/** Finds a root's file system, and at once whatever is wrong with it or with the root. */
final class HadoopOpening {

  private final URI uri;
  private final Configuration configuration;

  private HadoopOpening(URI uri, Configuration configuration) {
    this.uri = uri;
    this.configuration = configuration;
  }

  static SnapshotStorage open(URI uri, StorageContext context, Map<String, String> environment) {
    HadoopOpening opening =
        new HadoopOpening(uri, HadoopConfiguration.of(context.configuration(), environment));
    opening.requirePlain();
    Path root = opening.root();
    HadoopErrors errors = new HadoopErrors(root.toUri());
    try {
      FileContext files = opening.files(root.toUri());
      Path path = files.makeQualified(root);
      requireUsable(files, path);
      return new HadoopStorage(HadoopTree.of(files, path, opening.configuration), context.clock());
    } catch (UnsupportedFileSystemException e) {
      throw new InvalidConfigurationException(
          "Hadoop knows no file system for '"
              + uri
              + "': add the artifact that has it, and set hadoop.fs.AbstractFileSystem."
              + uri.getScheme()
              + ".impl ("
              + e.getMessage()
              + ")",
          e);
    } catch (IOException e) {
      throw errors.of("open the root of snapshots", e);
    } catch (TidemarkException e) {
      throw e;
    } catch (RuntimeException e) {
      // Hadoop makes file systems by reflection, and wraps what their constructors throw.
      if (e instanceof IllegalArgumentException && !(e.getCause() instanceof IOException)) {
        throw new InvalidConfigurationException(
            "'" + uri + "' cannot be a root of snapshots: " + e.getMessage(), e);
      }
      throw errors.of("open the root of snapshots", e);
    }
  }

  private void requirePlain() {
    if (uri.isOpaque() || !uri.isAbsolute() || uri.getPath().isEmpty()) {
      throw new InvalidConfigurationException(
          "'" + uri + "' has no absolute path: write hdfs://namenode/path or hdfs:///path");
    }
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw new InvalidConfigurationException(
          "'" + uri + "' has a query or a fragment: write %3F for ? and %23 for # in a path");
    }
    // What stands before the @ is a container there.
    boolean container = uri.getScheme().startsWith("abfs");
    if (uri.getRawUserInfo() != null && !(container && uri.getUserInfo().indexOf(':') < 0)) {
      throw new InvalidConfigurationException(
          uri.getScheme()
              + "://***@"
              + uri.getHost()
              + " names a user: the user is that of the process, of its Kerberos ticket, or"
              + " HADOOP_USER_NAME");
    }
  }

  /** The root with an authority, which Hadoop's configuration gives where the URI has none. */
  private Path root() {
    String authority = uri.getRawAuthority();
    if (authority == null && !uri.getScheme().equals("viewfs")) {
      URI standard = URI.create(configuration.getTrimmed("fs.defaultFS", "file:///"));
      if (!uri.getScheme().equals(standard.getScheme()) || standard.getRawAuthority() == null) {
        throw new InvalidConfigurationException(
            "'"
                + uri
                + "' names no namenode, and Hadoop's fs.defaultFS is '"
                + standard
                + "': write "
                + uri.getScheme()
                + "://namenode/path, or set HADOOP_CONF_DIR or hadoop.fs.defaultFS");
      }
      authority = standard.getRawAuthority();
    }
    return new Path(uri.getScheme(), authority, uri.getPath());
  }

  private FileContext files(URI root) throws UnsupportedFileSystemException {
    boolean kerberos = "kerberos".equals(configuration.get("hadoop.security.authentication"));
    if (kerberos && !UserGroupInformation.isSecurityEnabled()) {
      // It has read the files on the class path only, and is the process's, not ours.
      UserGroupInformation.setConfiguration(configuration);
    }
    return FileContext.getFileContext(root, configuration);
  }

  private static void requireUsable(FileContext files, Path root) throws IOException {
    Path existing = root;
    while (true) {
      try {
        FileStatus status = files.getFileStatus(existing);
        if (!status.isDirectory()) {
          throw new InvalidConfigurationException(
              "'" + root + "' cannot be a root of snapshots: " + existing + " is a file");
        }
        break;
      } catch (FileNotFoundException e) {
        Path parent = existing.getParent();
        if (parent == null) {
          throw e;
        }
        existing = parent;
      }
    }
    files.access(existing, existing.equals(root) ? FsAction.READ_EXECUTE : FsAction.WRITE_EXECUTE);
  }
}
