package io.tidemark.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
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
  private Path jar = Path.of("");
  private Launcher tidemark = new Launcher(Launcher.inRepository().toAbsolutePath(), Path.of(""));

  @BeforeAll
  void runTheJobOnBothBackends() throws Exception {
    tidemark = new Launcher(Launcher.inRepository().toAbsolutePath().normalize(), folder);
    jar = BasketsJar.build(folder);
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
    return folder.toUri() + backend + "/";
  }

  private static String[] concat(String first, String... more) {
    return Stream.concat(Stream.of(first), Stream.of(more)).toArray(String[]::new);
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
            "baskets +basket +value +2 +\\d+ B +string +record Basket\\{items: long, last: string}")
        .containsPattern("baskets +items +map +3 +\\d+ B +string +string +int\n")
        .containsPattern("baskets +log +list +2 +\\d+ B +string +string\n")
        .containsPattern("baskets +log +\"ann\" +")
        .containsPattern("lines +positions +split list +\\d+ +\\d+ B +record FileSplit")
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
  void diff_ofTwoBackendsThatDidTheSame_findsNothing() throws Exception {
    assertThat(success("diff", "--exit-code", root("memory") + "#1", root("rocksdb") + "#1"))
        .containsPattern("baskets +basket +value +2 +0 +0 +0\n")
        .doesNotContain("changes:");
  }

  @Test
  void convertedSnapshot_isRestoredOnAnotherBackendAndMaxParallelism() throws Exception {
    String savepoint = root("converted") + "baskets/savepoints/wider";
    assertThat(
            success("convert", "--max-parallelism", "40", root("rocksdb") + "baskets#1", savepoint))
        .contains("max parallelism  40");
    assertThat(success("diff", root("rocksdb") + "#1", savepoint, "--exit-code"))
        .containsPattern("baskets +items +map +3 +0 +0 +0\n");

    Launcher.Result unnamed =
        tidemark.start("run", "baskets", "--jar=" + jar, "--restore=" + root("converted"));
    assertThat(unnamed.code()).isEqualTo(1);
    assertThat(unnamed.output())
        .contains("has no checkpoint under", "restored by name: [" + savepoint + "/manifest.json]");

    String[] restored = {
      "baskets",
      "--jar=" + jar,
      "--restore=" + savepoint,
      "-Dpipeline.max-parallelism=40",
      "-Dparallelism.default=3",
      "-Dexecution.checkpointing.dir=" + root("restored")
    };
    assertThat(success(concat("run", restored))).contains("restores snapshot 1");
    assertThat(success("diff", "--exit-code", savepoint, root("restored"), "--state", "items"))
        .containsPattern("baskets +items +map +3 +0 +0 +0\n");
    assertThat(success("show", root("restored")))
        .contains("max parallelism  40", "id               2\n");
  }

  @Test
  void copy_isWhole_goesOnWhereItWasBrokenOff_andRefusesAnotherInItsPlace() throws Exception {
    String target = root("copied");
    success("copy", root("rocksdb"), target);
    assertThat(success("verify", target, "--json")).contains("\"count\" : 1", "\"damaged\" : 0");
    assertThat(success("diff", "--exit-code", root("rocksdb"), target)).contains("baskets");

    try (Stream<Path> blobs = Files.walk(folder.resolve("copied"))) {
      for (Path blob : blobs.filter(Files::isRegularFile).toList()) {
        Files.delete(blob);
        break;
      }
    }
    success("copy", root("rocksdb"), target);
    assertThat(success("verify", target)).contains("damaged  0");
    assertThat(tidemark.start("copy", root("memory"), target).code()).isEqualTo(1);
  }

  @Test
  void check_tellsWhatARestoreWouldDo_stateByState() throws Exception {
    String snapshot = root("rocksdb");
    String rocksdb = "-Dstate.backend.type=rocksdb";
    assertThat(success("check", "baskets", snapshot, "--jar", jar.toString(), rocksdb))
        .contains("restores  true")
        .containsPattern("baskets +basket +restored");
    assertThat(
            success(
                "check", "baskets", snapshot, "--jar=" + BasketsJar.buildWider(folder), rocksdb))
        .containsPattern("baskets +basket +migrated +from record Basket")
        .containsPattern("baskets +items +restored");

    Launcher.Result refused =
        tidemark.start(
            "check", "baskets", snapshot, "--jar=" + BasketsJar.buildIncompatible(folder), rocksdb);
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.output())
        .contains("restores  false")
        .containsPattern("baskets +items +refused +its values were int and are string");

    Launcher.Result foreign =
        tidemark.start(
            "check", "baskets", snapshot, "--jar=" + jar, "-Dpipeline.max-parallelism=7");
    assertThat(foreign.code()).isEqualTo(1);
    assertThat(foreign.output())
        .contains("convert --max-parallelism 7", "which only backend 'rocksdb' restores");
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
