package io.tidemark.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.spi.StateBackendException;
import io.tidemark.testkit.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkDirectoryTest {

  @TempDir Path parent;

  /** Takes one under the named parent, or that itself, says which, and waits for input. */
  static final class Taker {
    public static void main(String[] args) throws IOException {
      Path named = Path.of(args[1]);
      WorkDirectory taken =
          args[0].equals("within") ? WorkDirectory.takeWithin(named) : WorkDirectory.take(named);
      Files.writeString(taken.path().resolve("state"), "kept");
      System.out.println(taken.path());
      System.in.read();
    }
  }

  @Test
  void directoriesOfOneParent_areOthers_andGoWhenTheyAreLetGo() throws Exception {
    WorkDirectory one = WorkDirectory.takeWithin(parent);
    WorkDirectory other = WorkDirectory.takeWithin(parent);

    assertThat(one.path()).isNotEqualTo(other.path());
    one.close();
    other.close();
    assertThat(found()).isEmpty();
  }

  @Test
  void directoryThatIsBeingLeft_isTakenOnceItIsClosed() throws Exception {
    WorkDirectory left = WorkDirectory.take(parent);
    left.leaving();
    FutureTask<WorkDirectory> next = new FutureTask<>(() -> WorkDirectory.take(parent));
    Thread taking = new Thread(next);
    taking.start();
    while (!next.isDone() && taking.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    left.close();
    next.get().close();
    assertThat(parent).doesNotExist();
  }

  @Test
  void directoryOfALiveProcess_isKept_alsoWhenThatTakesAnother_andOfADeadOneGoes()
      throws Exception {
    Process process = taker("within");
    Path theirs = Path.of(firstLine(process));
    try (WorkDirectory mine = WorkDirectory.takeWithin(parent);
        WorkDirectory another = WorkDirectory.takeWithin(parent)) {
      assertThat(theirs.resolve("state")).exists();

      Process looking = taker("within");
      Path third = Path.of(firstLine(looking));
      assertThat(found()).contains(mine.path(), another.path(), theirs, third);
      kill(looking);
    }
    kill(process);

    WorkDirectory next = WorkDirectory.takeWithin(parent);
    assertThat(found()).containsExactly(next.path());
    next.close();
  }

  @Test
  void directoryThatIsTaken_staysSo_forOtherProcessesToo_whenItWasRefusedHere() throws Exception {
    WorkDirectory taken = WorkDirectory.take(parent);
    assertThatThrownBy(() -> WorkDirectory.take(parent)).isInstanceOf(StateBackendException.class);

    Process other = taker("itself");
    other.getOutputStream().close();
    assertThat(other.waitFor()).isNotZero();
    assertThat(new String(other.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
        .contains("is used by another RocksDB backend");
    taken.close();
  }

  @Test
  void directoryThatIsTaken_isRefused_untilItIsLetGo() {
    WorkDirectory taken = WorkDirectory.take(parent);
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> WorkDirectory.take(parent))
          .isInstanceOf(StateBackendException.class)
          .hasMessageContaining(parent.toString())
          .hasMessageContaining("is used by another RocksDB backend");
    }
    taken.close();

    WorkDirectory.take(parent).close();
  }

  @Test
  void manyThatTakeAndLetGo_neverHaveTheSame() throws Exception {
    Set<Path> held = ConcurrentHashMap.newKeySet();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> racers = new ArrayList<>();
      for (int racer = 0; racer < 4; racer++) {
        racers.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < 200; i++) {
                    WorkDirectory taken = WorkDirectory.takeWithin(parent);
                    Path file = taken.path().resolve("state");
                    assertThat(held.add(taken.path())).isTrue();
                    Files.writeString(file, "mine");
                    assertThat(file).hasContent("mine");
                    held.remove(taken.path());
                    taken.close();
                  }
                  return null;
                }));
      }
      for (Future<?> racer : racers) {
        racer.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(found()).isEmpty();
  }

  private List<Path> found() throws IOException {
    try (Stream<Path> found = Files.list(parent)) {
      return found.toList();
    }
  }

  private Process taker(String how) throws IOException {
    return new ProcessBuilder(ChildJvm.command(List.of(), Taker.class, how, parent.toString()))
        .start();
  }

  private static String firstLine(Process process) throws IOException {
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = out.readLine();
    if (line == null) {
      throw new IOException("The process ended before it said what it took");
    }
    return line;
  }

  private static void kill(Process process) throws InterruptedException {
    process.destroyForcibly().waitFor();
  }
}
