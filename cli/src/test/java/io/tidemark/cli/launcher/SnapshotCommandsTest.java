package io.tidemark.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the commands say of snapshots of a job whose classes only a {@code --jar} had when it ran:
 * one in the portable format of the memory backend, one in RocksDB's own.
 */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SnapshotCommandsTest {

  private static final String INPUT = "ann,pear\nbob,fig\nann,fig\nann,pear\n";

  @TempDir static Path folder;
  private Launcher tidemark = new Launcher(Launcher.inRepository().toAbsolutePath(), Path.of(""));

  @BeforeAll
  void runTheJobOnBothBackends() throws Exception {
    tidemark = new Launcher(Launcher.inRepository().toAbsolutePath().normalize(), folder);
    Path jar = BasketsJar.build(folder);
    Files.writeString(folder.resolve("baskets.csv"), INPUT);
    for (String backend : new String[] {"memory", "rocksdb"}) {
      Launcher.Result run =
          tidemark.start(
              "run",
              "baskets",
              "--jar",
              jar.toString(),
              "-Dexecution.checkpointing.dir=" + root(backend),
              "-Dparallelism.default=2",
              "-Dstate.backend.type=" + backend);
      assertThat(run.code()).as(run.output()).isZero();
    }
  }

  private static String root(String backend) {
    return folder.resolve(backend).toUri().toString();
  }

  private String success(String... arguments) throws Exception {
    Launcher.Result result = tidemark.start(arguments);
    assertThat(result.code()).as(result.output()).isZero();
    return result.output();
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "rocksdb"})
  void show_tellsStatesTypesAndBiggestKeys_withoutTheJobsClasses(String backend) throws Exception {
    assertThat(success("show", root(backend)))
        .containsPattern(
            "baskets +basket +value +string +record Basket\\{items: long, last: string} +2 ")
        .containsPattern("baskets +items +map +string +string +int +3 ")
        .containsPattern("baskets +log +list +string +string +2 ")
        .containsPattern("baskets +log +\"ann\" +")
        .containsPattern("lines +positions +split list +record FileSplit")
        .contains("murmur3-of-serialized-key", "id               1\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "rocksdb"})
  void read_printsEveryEntry_withoutTheJobsClasses(String backend) throws Exception {
    String job = root(backend) + "baskets";

    assertThat(success("read", job + "#1", "--state", "basket", "--format", "jsonl").lines())
        .containsExactlyInAnyOrder(
            "{\"operator\":\"baskets\",\"state\":\"basket\",\"keyGroup\":75,\"key\":\"ann\","
                + "\"value\":{\"items\":3,\"last\":\"pear\"}}",
            "{\"operator\":\"baskets\",\"state\":\"basket\",\"keyGroup\":76,\"key\":\"bob\","
                + "\"value\":{\"items\":1,\"last\":\"fig\"}}");
    assertThat(success("read", root(backend), "--state=items", "--key=ann", "--format=csv").lines())
        .containsExactlyInAnyOrder(
            "operator,state,subtask,keyGroup,key,namespace,userKey,time,stamp,value",
            "baskets,items,,75,ann,,pear,,,1",
            "baskets,items,,75,ann,,fig,,,1");
    assertThat(success("read", job, "--state", "log", "--key", "\"ann\""))
        .containsPattern("KEY GROUP +KEY +VALUE\n")
        .contains("[\"ann,pear\",\"ann,fig\",\"ann,pear\"]");
  }

  @Test
  void badArguments_areTwo_andNameWhatThereIs() throws Exception {
    Launcher.Result noSuchState = tidemark.start("read", root("memory"), "--state", "baskit");
    assertThat(noSuchState.code()).isEqualTo(2);
    assertThat(noSuchState.output()).contains("there is no state 'baskit'", "baskets/basket");

    Launcher.Result noSuchId = tidemark.start("show", root("memory") + "#7");
    assertThat(noSuchId.code()).isEqualTo(1);
    assertThat(noSuchId.output())
        .contains("there is no snapshot '7'", "baskets/checkpoints/000000000001/manifest.json");
  }
}
