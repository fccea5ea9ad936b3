package io.tidemark.fs.hadoop;

import static io.tidemark.fs.hadoop.Storages.content;
import static io.tidemark.fs.hadoop.Storages.get;
import static io.tidemark.fs.hadoop.Storages.names;
import static io.tidemark.fs.hadoop.Storages.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.config.InvalidConfigurationException;
import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.StorageException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivilegedExceptionAction;
import java.util.Map;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.security.UserGroupInformation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a storage's Hadoop configuration comes from, and what is found wrong at once. */
@ExtendWith(HdfsCluster.class)
@Timeout(120)
class HadoopOpeningTest {

  private final URI root = HdfsCluster.freshRoot();
  private final URI rootWithoutNamenode = URI.create("hdfs://" + root.getPath());

  @TempDir Path folder;

  @Test
  void configurationFolder_namesTheNamenode() throws Exception {
    writeSite("core-site.xml", "fs.defaultFS", "hdfs://" + HdfsCluster.authority());
    writeSite("hdfs-site.xml", "dfs.replication", "1");

    SnapshotStorage storage =
        Storages.open(rootWithoutNamenode, Map.of(), Map.of("HADOOP_CONF_DIR", folder.toString()));
    put(storage, "a", content("a", 10));

    assertThat(storage.root()).isEqualTo(root);
    assertThat(status("a").getReplication()).isEqualTo((short) 1);
  }

  @Test
  void hadoopHome_hasTheConfigurationFolder() throws Exception {
    Path home = folder;
    folder = Files.createDirectories(home.resolve("etc/hadoop"));
    writeSite("core-site.xml", "fs.defaultFS", "hdfs://" + HdfsCluster.authority());

    assertThat(
            Storages.open(rootWithoutNamenode, Map.of(), Map.of("HADOOP_HOME", home.toString()))
                .root())
        .isEqualTo(root);
  }

  @Test
  void settings_goBeforeTheConfigurationFolder() throws Exception {
    writeSite("hdfs-site.xml", "dfs.replication", "2");
    SnapshotStorage storage =
        Storages.open(
            root,
            Map.of("hadoop.dfs.replication", "1"),
            Map.of("HADOOP_CONF_DIR", folder.toString()));
    put(storage, "a", content("a", 10));

    assertThat(status("a").getReplication()).isEqualTo((short) 1);
  }

  @Test
  void configurationFolderThatIsMissing_isNamed() {
    assertThatThrownBy(
            () ->
                Storages.open(
                    root, Map.of(), Map.of("HADOOP_CONF_DIR", folder.resolve("no").toString())))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("HADOOP_CONF_DIR")
        .hasMessageContaining(folder.resolve("no").toString());
  }

  @Test
  void noNamenodeAnywhere_isAskedFor() {
    assertThatThrownBy(() -> Storages.open(rootWithoutNamenode))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("names no namenode")
        .hasMessageContaining("fs.defaultFS");
  }

  @ParameterizedTest
  @ValueSource(strings = {"hdfs:relative", "hdfs://host", "hdfs://host/a?b", "hdfs://host/a#b"})
  void uriThatIsNoRoot_isRefused(String uri) {
    assertThatThrownBy(() -> Storages.open(URI.create(uri)))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining(uri);
  }

  @Test
  void userInTheUri_isRefusedAndNotRepeated() {
    assertThatThrownBy(() -> Storages.open(URI.create("hdfs://ann:secret@host/a")))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageNotContaining("ann")
        .hasMessageNotContaining("secret");
  }

  @Test
  void rootThatIsAFile_isRefused() {
    put(Storages.open(root), "a", content("a", 10));

    assertThatThrownBy(() -> Storages.open(URI.create(root + "/a")))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("is a file");
    assertThatThrownBy(() -> Storages.open(URI.create(root + "/a/b")))
        .isInstanceOf(RuntimeException.class);
  }

  @Test
  void opening_makesNothing() throws Exception {
    Storages.open(root);

    assertThat(HdfsCluster.files().exists(new org.apache.hadoop.fs.Path(root.getPath()))).isFalse();
  }

  @Test
  void namenodeThatDoesNotAnswer_isAnErrorAtOnce() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }

    assertThatThrownBy(
            () ->
                Storages.open(
                    URI.create("hdfs://127.0.0.1:" + free + "/a"),
                    Map.of("hadoop.ipc.client.connect.max.retries", "0")))
        .isInstanceOfSatisfying(StorageException.class, e -> assertThat(e.isRetryable()).isTrue())
        .hasMessageContaining("does not answer")
        .hasMessageContaining("127.0.0.1:" + free);
  }

  @Test
  void hostThatIsUnknown_isAnErrorForGood() {
    assertThatThrownBy(() -> Storages.open(URI.create("hdfs://nowhere.invalid:8020/a")))
        .isInstanceOfSatisfying(StorageException.class, e -> assertThat(e.isRetryable()).isFalse())
        .hasMessageContaining("nowhere.invalid");
  }

  @Test
  void userWithoutPermission_isRefusedAtOnce() throws Exception {
    put(Storages.open(root), "a", content("a", 10));
    HdfsCluster.files()
        .setPermission(
            new org.apache.hadoop.fs.Path(root.getPath()), new FsPermission((short) 0700));

    UserGroupInformation bob = UserGroupInformation.createRemoteUser("bob");
    assertThatThrownBy(() -> bob.doAs((PrivilegedExceptionAction<?>) () -> Storages.open(root)))
        .isInstanceOfSatisfying(StorageException.class, e -> assertThat(e.isRetryable()).isFalse())
        .hasMessageContaining("no permission")
        .hasMessageContaining("bob");
  }

  @ParameterizedTest
  @ValueSource(strings = {"webhdfs", "viewfs"})
  void otherSchemeOfTheSameFiles_keepsTheContract(String scheme) throws Exception {
    Map<String, String> settings = Map.of();
    URI other;
    if (scheme.equals("webhdfs")) {
      other =
          URI.create(
              "webhdfs://127.0.0.1:"
                  + HdfsCluster.cluster().getNameNode().getHttpAddress().getPort()
                  + root.getPath());
    } else {
      other = URI.create("viewfs://mounts/mounted/view");
      settings = Map.of("hadoop.fs.viewfs.mounttable.mounts.link./mounted", root.toString());
      HdfsCluster.files().mkdirs(new org.apache.hadoop.fs.Path(root.getPath()));
    }
    SnapshotStorage storage = Storages.open(other, settings);
    byte[] content = content("job/a", 1 << 20);

    put(storage, "job/a", content);
    assertThat(storage.createIfAbsent("job/epochs/1", content)).isTrue();
    assertThat(storage.createIfAbsent("job/epochs/1", new byte[1])).isFalse();
    storage.write("job/b");

    assertThat(get(storage, "job/a")).isEqualTo(content);
    assertThat(get(storage, "job/epochs/1")).isEqualTo(content);
    assertThat(names(storage, "job/")).containsExactly("job/a", "job/epochs/1");
    assertThat(storage.collectLeftovers(Long.MAX_VALUE, false)).hasSize(1);
    storage.delete(names(storage, ""));
    assertThat(names(storage, "")).isEmpty();
  }

  private FileStatus status(String name) throws Exception {
    return HdfsCluster.files().getFileStatus(new org.apache.hadoop.fs.Path(root.getPath(), name));
  }

  private void writeSite(String file, String key, String value) throws Exception {
    Files.writeString(
        folder.resolve(file),
        "<configuration><property><name>"
            + key
            + "</name><value>"
            + value
            + "</value></property></configuration>");
  }
}
