package io.tidemark.rocksdb.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.serialization.MalformedBytesException;
import io.tidemark.serialization.Serializers;
import io.tidemark.serialization.TypeDescription;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.NoNamespace;
import io.tidemark.spi.StateKind;
import io.tidemark.spi.StateSchema;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Holds the implementation to the bytes of docs/FORMAT-RUNS.md, of every version. */
class RunsPageTest {

  /** Base 2 with 300 entries; 1 deletion in file 3; file 0 with content of 4 to 9; no seeds. */
  private static final String VERSION_1 = "01" + "0102ac02" + "010301" + "01000409";

  private static final String VERSION_2 = "02" + "0102ac02" + "010301" + "01000409" + "0100b960";

  private static final ChainCatalog CATALOG =
      new ChainCatalog(
          new TreeMap<>(Map.of(2, 300L)),
          new TreeMap<>(Map.of(3, 1L)),
          new TreeMap<>(Map.of(0, KeyGroupRange.of(4, 9))),
          new TreeMap<>(Map.of(0, 12_345L)));

  @Test
  void catalogOfVersion1_isReadWithoutSeeds() {
    ChainCatalog read = ChainCatalog.parse(bytes(VERSION_1));

    assertThat(read)
        .isEqualTo(
            new ChainCatalog(
                CATALOG.baseEntries(), CATALOG.deletes(), CATALOG.content(), Map.of()));
  }

  @Test
  void catalogOfVersion2_hasTheBytesOfThePage() {
    assertThat(CATALOG.toBytes()).isEqualTo(bytes(VERSION_2));
    assertThat(ChainCatalog.parse(bytes(VERSION_2))).isEqualTo(CATALOG);
  }

  @Test
  void catalogOfANewerVersion_isRefused() {
    assertThatThrownBy(() -> ChainCatalog.parse(bytes("03" + VERSION_2.substring(2))))
        .isInstanceOf(MalformedBytesException.class)
        .hasMessageContaining("version 3");
  }

  @Test
  void catalogWithBytesBehind_isRefused() {
    assertThatThrownBy(() -> ChainCatalog.parse(bytes(VERSION_2 + "00")))
        .isInstanceOf(MalformedBytesException.class);
    assertThatThrownBy(() -> ChainCatalog.parse(bytes(VERSION_1 + "00")))
        .isInstanceOf(MalformedBytesException.class);
  }

  @Test
  void column_isTheHashOfTheSchemaAsThePageSaysIt() {
    TypeDescription none = NoNamespace.SERIALIZER.description();
    TypeDescription text = Serializers.STRING.description();
    TypeDescription number = Serializers.LONG.description();

    // printf 'count\nvalue\nunit\n\nlong\nfalse' | sha256sum
    assertThat(ColumnTag.of(new StateSchema("count", StateKind.VALUE, none, null, number, false)))
        .isEqualTo(0x8681865487e4907aL);
    // printf 'tags\nmap\nlong\nstring\nstring\ntrue' | sha256sum
    assertThat(ColumnTag.of(new StateSchema("tags", StateKind.MAP, number, text, text, true)))
        .isEqualTo(0x470b5126d115c11fL);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
