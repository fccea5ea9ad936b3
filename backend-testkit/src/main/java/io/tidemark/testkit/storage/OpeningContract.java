package io.tidemark.testkit.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.spi.SnapshotStorageFactory;
import io.tidemark.spi.SupportsLink;
import io.tidemark.spi.SupportsLocalFiles;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** Factories, roots, and what a storage says that it is. */
abstract class OpeningContract extends StorageContract {

  OpeningContract(SnapshotStorageKit kit) {
    super(kit);
  }

  @Test
  void factory_isFoundByServiceLoader() {
    List<Class<?>> found =
        ServiceLoader.load(SnapshotStorageFactory.class).stream()
            .<Class<?>>map(ServiceLoader.Provider::type)
            .toList();

    assertThat(found).contains(kit.factory().getClass());
  }

  @Test
  void schemes_areInLowerCaseAndHoldTheRoots() {
    assertThat(kit.factory().schemes())
        .allSatisfy(scheme -> assertThat(scheme).isEqualTo(scheme.toLowerCase(Locale.ROOT)))
        .contains(root.uri().getScheme());
  }

  @Test
  void newRoot_isEmpty() {
    assertThat(names(storage, "")).isEmpty();
  }

  @Test
  void openedTwice_isOneRoot() {
    put(root.open(), "a");

    assertThat(get(root.open(), "a")).isEqualTo(content("a", 10));
  }

  @Test
  void otherRoot_isApart() throws Exception {
    KitRoot other = KitRoot.fresh(kit);
    try {
      put(storage, "a");

      assertThat(names(other.open(), "")).isEmpty();
    } finally {
      other.close();
    }
  }

  @Test
  void root_opensTheSame() {
    put(storage, "a");

    assertThat(get(root.open(storage.root()), "a")).isEqualTo(content("a", 10));
  }

  @Test
  void root_holdsNoUser() {
    assertThat(storage.root().getRawUserInfo()).isNull();
  }

  @Test
  void slashAtTheEnd_isTheSameRoot() {
    put(storage, "a");
    String uri = root.uri().toString();
    URI other = URI.create(uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri + "/");

    assertThat(get(root.open(other), "a")).isEqualTo(content("a", 10));
  }

  @Test
  void localFiles_areTestedWhereTheStorageHasThem() {
    assertThat(storage instanceof SupportsLink)
        .as("SupportsLink, so that LocalStorageKit is to be run")
        .isEqualTo(kit.testsLocalFiles());
    assertThat(storage instanceof SupportsLocalFiles)
        .as("SupportsLocalFiles, so that LocalStorageKit is to be run")
        .isEqualTo(kit.testsLocalFiles());
  }
}
