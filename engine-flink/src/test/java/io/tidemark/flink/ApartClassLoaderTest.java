package io.tidemark.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import org.junit.jupiter.api.Test;

final class ApartClassLoaderTest {

  private static final String LIBRARY = "librocksdbjni-linux64.so";

  @Test
  void uniqueSymbolsOfALibrary_areWeakAfterwards() throws Exception {
    byte[] library;
    try (InputStream in =
        ApartClassLoaderTest.class
            .getClassLoader()
            .getResourceAsStream(ApartClassLoader.PLACE + LIBRARY)) {
      library = in.readAllBytes();
    }
    byte[] original = library.clone();
    assertThat(NativeCode.bindToItself(library)).isPositive();
    assertThat(library).isNotEqualTo(original);
    assertThat(NativeCode.bindToItself(library)).isZero();
  }

  @Test
  void whatIsNoLibrary_staysAsItIs() {
    byte[] bytes = new byte[1000];
    assertThat(NativeCode.bindToItself(bytes)).isZero();
    assertThat(bytes).containsOnly(0);
  }

  @Test
  void classesOfTheLibrary_comeFromThePlaceApart_andInterfacesFromTheParent() throws Exception {
    ClassLoader parent = ApartClassLoaderTest.class.getClassLoader();
    ClassLoader apart = ApartClassLoader.instance();
    assertThat(apart.loadClass("org.rocksdb.RocksDB"))
        .isNotSameAs(parent.loadClass("org.rocksdb.RocksDB"));
    // Flink's RocksDB is on the class path, and only it has this class.
    assertThat(parent.loadClass("org.rocksdb.FlinkCompactionFilter")).isNotNull();
    assertThat(apart.getResource("org/rocksdb/RocksDB.class")).isNotNull();
    assertThat(apart.loadClass("io.tidemark.spi.StateBackend"))
        .isSameAs(parent.loadClass("io.tidemark.spi.StateBackend"));
  }
}
