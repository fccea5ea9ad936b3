package io.tidemark.spi;

import java.net.URI;
import java.util.Set;

/**
 * Opens snapshot storages of some URI schemes. Found by {@link java.util.ServiceLoader}.
 *
 * <p>Obligations: loading and constructing a factory loads no vendor's class, so that listing
 * schemes works without the vendor's jars; {@link #open} without them fails with an error that
 * names the artifact to add.
 */
public interface SnapshotStorageFactory {

  /** The schemes it serves, in lower case, without the colon. */
  Set<String> schemes();

  /**
   * Opens the storage under {@code root}. The caller closes it. Everything that can be found wrong
   * at once (credentials, permissions, a missing bucket) is found wrong here.
   *
   * @throws io.tidemark.config.InvalidConfigurationException for a URI or value that cannot work
   * @throws StorageException if the storage does not answer or refuses
   */
  SnapshotStorage open(URI root, StorageContext context);
}
