package io.tidemark.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Backends and storages are there, and their vendors' jars are opened by those who use them only.
 */
@Timeout(120)
class ProvidersTest {

  @TempDir Path folder;
  private Launcher tidemark = new Launcher(Launcher.inRepository(), Path.of(""));

  @BeforeEach
  void inAFolderOfItsOwn() {
    tidemark = new Launcher(Launcher.inRepository().toAbsolutePath().normalize(), folder);
  }

  @Test
  void listings_seeEveryProvider_andOpenNoVendorsJar() throws Exception {
    Launcher.Result backends =
        tidemark.withJavaOptions("-Xlog:class+load:file=classes.log").start("backends");

    assertThat(backends.code()).as(backends.output()).isZero();
    assertThat(backends.output()).contains("rocksdb", "memory", "file:", "hdfs:", "s3:");
    assertThat(folder.resolve("classes.log"))
        .content()
        .contains("io.tidemark.rocksdb.RocksDbStateBackendFactory")
        .doesNotContain("/vendors/");
  }

  @Test
  void s3_isThere_byItsScheme() throws Exception {
    Launcher.Result unreachable =
        tidemark.start(
            "snapshots",
            "s3://bucket/root",
            "-Ds3.endpoint=http://127.0.0.1:1",
            "-Ds3.region=us-east-1",
            "-Ds3.access-key=a",
            "-Ds3.secret-key=b",
            "-Ds3.retry.max-attempts=1");

    assertThat(unreachable.code()).as(unreachable.output()).isEqualTo(1);
    assertThat(unreachable.output()).contains("bucket").doesNotContain("NoClassDef", "\tat ");
  }

  @Test
  void hdfs_isThere_byItsScheme() throws Exception {
    Launcher.Result unreachable =
        tidemark.start(
            "snapshots",
            "hdfs://127.0.0.1:1/root",
            "-Dhadoop.ipc.client.connect.max.retries=0",
            "-Dhadoop.dfs.client.retry.policy.enabled=false");

    assertThat(unreachable.code()).as(unreachable.output()).isEqualTo(1);
    assertThat(unreachable.output()).contains("127.0.0.1").doesNotContain("NoClassDef", "\tat ");
  }
}
