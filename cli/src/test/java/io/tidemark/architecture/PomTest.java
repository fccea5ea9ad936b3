package io.tidemark.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class PomTest {

  private static final Set<String> PROGRAMS =
      Set.of(
          "cli",
          "examples",
          "crash-tests",
          "benchmarks",
          "benchmarks/peer-flink",
          "benchmarks/peer-kafka");

  @Test
  void backendApi_dependsOnFourLibraries() throws Exception {
    Pom api = Pom.ofModule("backend-api");

    assertThat(api.texts("/project/dependencies/dependency[not(scope='test')]/artifactId"))
        .containsExactlyInAnyOrder("slf4j-api", "lz4-java", "jspecify", "jackson-core");
  }

  @Test
  void parent_givesNoDependencyToAll() throws Exception {
    assertThat(Pom.ofParent().texts("/project/dependencies/dependency/artifactId")).isEmpty();
  }

  @Test
  void bom_namesEveryLibraryModule() throws Exception {
    assertThat(
            Pom.ofModule("bom")
                .texts("/project/dependencyManagement/dependencies/dependency/artifactId"))
        .containsExactlyInAnyOrderElementsOf(
            Pom.ofParent().texts("/project/modules/module").stream()
                .filter(folder -> !folder.equals("bom") && !PROGRAMS.contains(folder))
                .map(folder -> "tidemark-" + folder)
                .toList());
  }
}
