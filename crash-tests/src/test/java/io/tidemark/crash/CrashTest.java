package io.tidemark.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Kills jobs. {@code mvn -B verify} makes 20 kills; all combinations, with 216, are
 *
 * <pre>
 * mvn -B verify -pl crash-tests -am -Dtest=CrashTest -Dsurefire.failIfNoSpecifiedTests=false -Dcrash.all
 * </pre>
 *
 * <p>When a job is killed depends on the machine; everything else on the seed, which a failure
 * prints and {@code -Dcrash.seed} takes.
 */
class CrashTest {

  private static final long SEED = Long.getLong("crash.seed", System.nanoTime());

  private static final Map<Example, List<String>> WITHOUT_FAILURES = new EnumMap<>(Example.class);

  @TempDir static Path folder;

  static List<Combination> combinations() {
    return System.getProperty("crash.all") == null ? Combination.pairs() : Combination.all();
  }

  @ParameterizedTest
  @MethodSource("combinations")
  void killedJob_commitsWhatARunWithoutFailuresCommits(Combination combination) throws Exception {
    Random random = new Random(SEED + combination.toString().hashCode());
    List<String> expected = withoutFailures(combination.example());
    KilledJob job = job(combination, random);

    for (int kill = 0; kill < combination.kills(); kill++) {
      job.killMidway();
    }
    job.finish();

    assertThat(job.output().lines()).as("-Dcrash.seed=%s", SEED).isEqualTo(expected);
    assertThat(job.output().leftovers()).as("-Dcrash.seed=%s", SEED).isEmpty();
    job.verify();
  }

  @Test
  void pairs_haveEverySettingBesideEveryOther() {
    assertThat(pairsOf(Combination.pairs())).isEqualTo(pairsOf(Combination.all()));
    assertThat(Combination.pairs().stream().mapToInt(Combination::kills).sum()).isEqualTo(20);
    assertThat(Combination.all().stream().mapToInt(Combination::kills).sum())
        .isGreaterThanOrEqualTo(200);
  }

  private static Set<Set<Object>> pairsOf(List<Combination> combinations) {
    Set<Set<Object>> pairs = new HashSet<>();
    for (Combination each : combinations) {
      List<Object> settings =
          List.of(each.example(), each.backend(), each.place(), each.unaligned());
      for (Object first : settings) {
        for (Object second : settings) {
          pairs.add(first.equals(second) ? Set.of(first) : Set.of(first, second));
        }
      }
    }
    return pairs;
  }

  private static List<String> withoutFailures(Example example) throws Exception {
    List<String> lines = WITHOUT_FAILURES.get(example);
    if (lines == null) {
      KilledJob undisturbed =
          job(new Combination(example, "memory", Place.FILE, false, 1, 0), new Random(SEED));
      undisturbed.finish();
      lines = undisturbed.output().lines();
      assertThat(lines).hasSizeGreaterThan(100);
      WITHOUT_FAILURES.put(example, lines);
    }
    return lines;
  }

  private static KilledJob job(Combination combination, Random random) throws Exception {
    return new KilledJob(
        combination,
        Files.createTempDirectory(folder, "job"),
        input(combination.example()),
        random);
  }

  private static Path input(Example example) throws Exception {
    Path input = folder.resolve("input-" + example.job());
    if (Files.notExists(input)) {
      Files.createDirectory(input);
      Random random = new Random(SEED);
      for (int file = 0; file < 3; file++) {
        Files.write(input.resolve("file-" + file), example.lines(random));
      }
    }
    return input;
  }
}
