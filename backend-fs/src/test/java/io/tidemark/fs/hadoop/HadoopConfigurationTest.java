package io.tidemark.fs.hadoop;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.config.Configuration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HadoopConfigurationTest {

  private static final String DELAY =
      "dfs.client.block.write.locateFollowingBlock.initial.delay.ms";

  @TempDir Path folder;

  @Test
  void whatNobodySet_isOurDefault_orElseHadoops() {
    org.apache.hadoop.conf.Configuration configuration = read(Map.of());

    assertThat(configuration.get(DELAY)).isEqualTo("4");
    assertThat(configuration.get("dfs.client.use.datanode.hostname")).isEqualTo("false");
  }

  @Test
  void ourDefault_givesWayToAFile_andTheFileToASetting() throws Exception {
    Files.writeString(
        folder.resolve("hdfs-site.xml"),
        "<configuration><property><name>"
            + DELAY
            + "</name><value>7</value></property></configuration>");

    assertThat(read(Map.of()).get(DELAY)).isEqualTo("7");
    assertThat(read(Map.of("hadoop." + DELAY, "9")).get(DELAY)).isEqualTo("9");
  }

  private org.apache.hadoop.conf.Configuration read(Map<String, String> settings) {
    return HadoopConfiguration.of(
        Configuration.of(settings), Map.of("HADOOP_CONF_DIR", folder.toString()));
  }
}
