package io.tidemark.fs.hadoop;

import io.tidemark.testkit.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.kerby.kerberos.kerb.server.SimpleKdcServer;

/**
 * An HDFS that believes nobody without a ticket, and a server that gives tickets. They have a
 * process of their own: Hadoop asks once in a process whether there is Kerberos.
 */
final class SecuredCluster implements AutoCloseable {

  /** Who the namenode is. */
  static final String SERVICE = "hdfs/localhost@EXAMPLE.COM";

  /** Who may write under {@code /jobs}. */
  static final String USER = "job@EXAMPLE.COM";

  /** What datanodes ask of their clients. */
  static final String PROTECTION = "dfs.data.transfer.protection";

  private static final String WEB = "HTTP/localhost@EXAMPLE.COM";

  private final Process process;
  private final String authority;

  private SecuredCluster(Process process, String authority) {
    this.process = process;
    this.authority = authority;
  }

  /** Starts one, and returns when it serves. */
  static SecuredCluster start(Path folder) throws IOException {
    Process process =
        new ProcessBuilder(java(folder, "-Xmx512m", SecuredCluster.class, folder.toString()))
            .redirectError(folder.resolve("cluster.txt").toFile())
            .start();
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    String port = lines.readLine();
    if (port == null) {
      throw new IOException(
          "The cluster does not start: " + Files.readString(folder.resolve("cluster.txt")));
    }
    return new SecuredCluster(process, "127.0.0.1:" + port);
  }

  /** What starts a JVM that knows where tickets are. */
  static List<String> java(Path folder, String option, Class<?> main, String argument) {
    return ChildJvm.command(
        List.of(option, "-Djava.security.krb5.conf=" + folder.resolve("krb5.conf")),
        main,
        argument);
  }

  String authority() {
    return authority;
  }

  static Path keytab(Path folder) {
    return folder.resolve("keytab");
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    startTickets(folder);
    Configuration configuration = configuration(folder);
    UserGroupInformation.setConfiguration(configuration);
    UserGroupInformation.loginUserFromKeytab(SERVICE, keytab(folder).toString());
    MiniDFSCluster cluster = new MiniDFSCluster.Builder(configuration).numDataNodes(1).build();
    cluster.waitActive();
    DistributedFileSystem files = cluster.getFileSystem();
    org.apache.hadoop.fs.Path jobs = new org.apache.hadoop.fs.Path("/jobs");
    files.mkdirs(jobs);
    files.setOwner(jobs, "job", "jobs");
    System.out.println(cluster.getNameNodePort());
    // Until the test has killed it, or has died.
    System.in.read();
    System.exit(0);
  }

  private static void startTickets(Path folder) throws Exception {
    SimpleKdcServer tickets = new SimpleKdcServer();
    tickets.setWorkDir(folder.toFile());
    tickets.setKdcHost("localhost");
    tickets.setKdcRealm("EXAMPLE.COM");
    tickets.setAllowUdp(false);
    tickets.init();
    tickets.start();
    tickets.createAndExportPrincipals(keytab(folder).toFile(), SERVICE, WEB, USER);
  }

  private static Configuration configuration(Path folder) {
    Configuration configuration = new Configuration(false);
    configuration.addResource("core-default.xml");
    configuration.addResource("hdfs-default.xml");
    configuration.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.resolve("hdfs").toString());
    configuration.set("hadoop.security.authentication", "kerberos");
    for (String server : List.of("namenode", "datanode")) {
      configuration.set("dfs." + server + ".kerberos.principal", SERVICE);
      configuration.set("dfs." + server + ".keytab.file", keytab(folder).toString());
    }
    configuration.set("dfs.web.authentication.kerberos.principal", WEB);
    configuration.set("dfs.web.authentication.kerberos.keytab", keytab(folder).toString());
    configuration.set("dfs.block.access.token.enable", "true");
    configuration.set(PROTECTION, "authentication");
    // A datanode would want certificates for its web page.
    configuration.set("ignore.secure.ports.for.testing", "true");
    return configuration;
  }
}
