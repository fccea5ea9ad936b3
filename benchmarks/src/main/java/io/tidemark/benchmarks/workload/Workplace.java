package io.tidemark.benchmarks.workload;

import io.tidemark.benchmarks.peer.Peer;
import io.tidemark.benchmarks.peer.PeerContext;
import io.tidemark.benchmarks.peer.PeerProvider;
import io.tidemark.benchmarks.peer.S3Access;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/**
 * What a measured process has: a folder and its turns. JMH makes the benchmarks itself, so this is
 * how they get at it: set once, before JMH starts.
 */
public record Workplace(Path folder, Turns turns) {

  /** The system property with the address of a server for snapshots; the local disk without it. */
  public static final String SERVER = "tidemark.benchmarks.server";

  private static volatile Workplace current = new Workplace(temporary(), Turns.ALONE);

  /** The one of this process. */
  public static Workplace current() {
    return current;
  }

  /** Makes this the one of this process. */
  public void enter() {
    current = this;
  }

  /** Opens the peer of that name with empty folders. */
  Peer open(String name, long memoryBudget) {
    List<String> known = new ArrayList<>();
    for (PeerProvider provider : ServiceLoader.load(PeerProvider.class)) {
      if (provider.names().contains(name)) {
        return provider.open(name, context(memoryBudget));
      }
      known.addAll(provider.names());
    }
    throw new IllegalArgumentException(
        "There is no peer '" + name + "' on this class path, but " + known);
  }

  private PeerContext context(long memoryBudget) {
    try {
      Path work = Files.createDirectories(folder.resolve("work"));
      String server = System.getProperty(SERVER);
      if (server == null) {
        Path snapshots = Files.createDirectories(folder.resolve("snapshots"));
        return new PeerContext(work, snapshots.toUri(), null, memoryBudget);
      }
      if (server.startsWith("hdfs:")) {
        return new PeerContext(work, URI.create(server + "/" + name()), null, memoryBudget);
      }
      return new PeerContext(
          work,
          URI.create("s3://" + S3Access.BUCKET + "/" + name()),
          new S3Access(URI.create(server)),
          memoryBudget);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** No two processes of an experiment have folders of the same name. */
  private String name() {
    return String.valueOf(folder.getFileName());
  }

  private static Path temporary() {
    return Path.of(System.getProperty("java.io.tmpdir"), "tidemark-benchmarks");
  }
}
