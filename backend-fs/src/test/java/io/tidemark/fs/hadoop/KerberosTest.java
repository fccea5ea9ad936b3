package io.tidemark.fs.hadoop;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.StorageException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.security.UserGroupInformation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A secured HDFS is used as any Hadoop program does it: by {@code hadoop.*} and a login. */
@Timeout(180)
class KerberosTest {

  @TempDir private Path folder;

  @Test
  void programIsToldThatItHasNoTicket_andWritesAndReadsOnceItHasLoggedInByKeytab()
      throws Exception {
    List<String> said;
    try (SecuredCluster cluster = SecuredCluster.start(folder)) {
      Process program =
          new ProcessBuilder(
                  SecuredCluster.java(folder, "-Xmx256m", Program.class, cluster.authority()))
              .redirectErrorStream(true)
              .start();
      try (Stream<String> lines = program.inputReader(StandardCharsets.UTF_8).lines()) {
        said = lines.toList();
      } finally {
        program.destroyForcibly();
      }
    }
    assertThat(said)
        .anyMatch(it -> it.startsWith("refused: Cannot open") && it.contains("Kerberos ticket"))
        .contains("there: [epochs/1, large]", "read: as it was written");
  }

  /** What a user runs. */
  static final class Program {

    private Program() {}

    public static void main(String[] arguments) throws Exception {
      URI root = URI.create("hdfs://" + arguments[0] + "/jobs/tidemark");
      Map<String, String> settings =
          Map.of(
              "hadoop.hadoop.security.authentication",
              "kerberos",
              "hadoop.dfs.namenode.kerberos.principal",
              SecuredCluster.SERVICE,
              "hadoop." + SecuredCluster.PROTECTION,
              "authentication",
              "hadoop.dfs.replication",
              "1");
      try (SnapshotStorage storage = Storages.open(root, settings)) {
        System.out.println("opened without a ticket: " + storage.root());
      } catch (StorageException e) {
        System.out.println("refused: " + e.getMessage());
      }

      Path folder = Path.of(System.getProperty("java.security.krb5.conf")).getParent();
      UserGroupInformation.loginUserFromKeytab(
          SecuredCluster.USER, SecuredCluster.keytab(folder).toString());
      byte[] content = Storages.content("large", 100_000);
      try (SnapshotStorage storage = Storages.open(root, settings)) {
        storage.createIfAbsent("epochs/1", new byte[10]);
        Storages.put(storage, "large", content);
        System.out.println("there: " + Storages.names(storage, ""));
        System.out.println(
            "read: "
                + (Arrays.equals(Storages.get(storage, "large"), content)
                    ? "as it was written"
                    : "something else"));
      }
      System.exit(0);
    }
  }
}
