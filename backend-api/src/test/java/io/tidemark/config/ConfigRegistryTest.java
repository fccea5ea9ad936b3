package io.tidemark.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigRegistryTest {

  private static final ConfigOption<Integer> RETAINED =
      ConfigOption.key("execution.checkpointing.num-retained")
          .intType()
          .constrainedTo(Constraint.atLeast(1))
          .defaultValue(3)
          .alternativeKeys("state.checkpoints.num-retained")
          .describedAs("How many.");

  private static final ConfigOption<Boolean> INCREMENTAL =
      ConfigOption.key("execution.checkpointing.incremental")
          .booleanType()
          .defaultValue(true)
          .describedAs("Whether changes only.");

  private static final OpenPrefix HADOOP = OpenPrefix.of("hadoop.", "Handed to Hadoop.");

  private static final ConfigRegistry REGISTRY =
      ConfigRegistry.of(
          List.of(new Provider(List.of(RETAINED, INCREMENTAL), List.of(HADOOP)), new Provider()));

  /** Stands for a second module. */
  private static final class OtherProvider extends Provider {
    OtherProvider(ConfigOption<?>... options) {
      super(options);
    }

    OtherProvider(OpenPrefix prefix) {
      super(List.of(), List.of(prefix));
    }
  }

  private static InvalidConfigurationException problemsOf(Map<String, String> values) {
    return catchThrowableOfType(
        InvalidConfigurationException.class, () -> REGISTRY.validate(Configuration.of(values)));
  }

  @Test
  void options_areSortedAndNamedOnce() {
    assertThat(REGISTRY.options()).containsExactly(INCREMENTAL, RETAINED);
    assertThat(REGISTRY.openPrefixes()).containsExactly(HADOOP);
  }

  @Test
  void option_isFoundByEachOfItsKeys() {
    assertThat(REGISTRY.find("execution.checkpointing.num-retained")).containsSame(RETAINED);
    assertThat(REGISTRY.find("state.checkpoints.num-retained")).containsSame(RETAINED);
    assertThat(REGISTRY.find("num-retained")).isEmpty();
  }

  @Test
  void knownKeysWithAllowedValues_areValid() {
    Configuration configuration =
        Configuration.of(
            Map.of(
                "state.checkpoints.num-retained", "1",
                "execution.checkpointing.incremental", "false",
                "hadoop.anything.At_All", "x"));

    assertThatCode(() -> REGISTRY.validate(configuration)).doesNotThrowAnyException();
    assertThatCode(() -> REGISTRY.validate(Configuration.empty())).doesNotThrowAnyException();
  }

  @Test
  void unknownKey_isRefusedWithTheNearestKnownOne() {
    assertThat(problemsOf(Map.of("execution.checkpointing.num-retaind", "3")))
        .hasMessage(
            "execution.checkpointing.num-retaind is an unknown key: did you mean"
                + " execution.checkpointing.num-retained?");
  }

  @Test
  void unknownKeyFarFromAll_isRefusedWithoutASuggestion() {
    assertThat(problemsOf(Map.of("colour", "red")))
        .hasMessage("colour is an unknown key: no module on the class path defines it");
  }

  @Test
  void openPrefixWithNothingAfterIt_isAnUnknownKey() {
    assertThat(problemsOf(Map.of("hadoop.", "x"))).hasMessageContaining("unknown key");
    assertThat(problemsOf(Map.of("hadoop", "x"))).hasMessageContaining("unknown key");
  }

  @Test
  void badValue_isRefusedWithKeyValueAndWhatIsAllowed() {
    assertThat(problemsOf(Map.of("execution.checkpointing.num-retained", "0")))
        .hasMessage(
            "execution.checkpointing.num-retained = \"0\": it is too small."
                + " Allowed: a whole number, at least 1.");
  }

  @Test
  void badValue_keepsItsCause() {
    assertThat(problemsOf(Map.of("execution.checkpointing.num-retained", "many")))
        .hasRootCauseInstanceOf(NumberFormatException.class);
  }

  @Test
  void differentValuesUnderTwoKeysOfAnOption_areRefused() {
    assertThat(
            problemsOf(
                Map.of(
                    "execution.checkpointing.num-retained", "3",
                    "state.checkpoints.num-retained", "4")))
        .hasMessage(
            "execution.checkpointing.num-retained and state.checkpoints.num-retained are two names"
                + " of one option, set to different values:"
                + " keep only execution.checkpointing.num-retained");
  }

  @Test
  void sameValueUnderTwoKeysOfAnOption_isValid() {
    Configuration configuration =
        Configuration.of(
            Map.of(
                "execution.checkpointing.num-retained", "3",
                "state.checkpoints.num-retained", "3"));
    assertThatCode(() -> REGISTRY.validate(configuration)).doesNotThrowAnyException();
  }

  @Test
  void severalProblems_areAllReported() {
    InvalidConfigurationException error =
        problemsOf(
            Map.of(
                "execution.checkpointing.num-retained", "0",
                "execution.checkpointing.incremental", "yes",
                "colour", "red"));

    assertThat(error.problems()).hasSize(3);
    assertThat(error.problems())
        .anyMatch(problem -> problem.startsWith("colour "))
        .anyMatch(problem -> problem.startsWith("execution.checkpointing.num-retained = "))
        .anyMatch(problem -> problem.startsWith("execution.checkpointing.incremental = "));
    assertThat(error).hasMessage(String.join("\n", error.problems()));
    assertThat(error.getSuppressed()).hasSize(3);
  }

  @Test
  void canonical_replacesAlternativeKeysAndNothingElse() {
    Configuration configuration =
        Configuration.of(
            Map.of(
                "state.checkpoints.num-retained", "many",
                "colour", "red",
                "hadoop.a", "1"));

    assertThat(REGISTRY.canonical(configuration).asMap())
        .isEqualTo(
            Map.of(
                "execution.checkpointing.num-retained", "many", "colour", "red", "hadoop.a", "1"));
  }

  @Test
  void canonicalLayers_overrideEachOtherWhateverTheirKeys() {
    Configuration file = Configuration.of(Map.of("state.checkpoints.num-retained", "4"));
    Configuration command = Configuration.of(Map.of("execution.checkpointing.num-retained", "5"));

    Configuration one = REGISTRY.canonical(file).withAll(REGISTRY.canonical(command));
    Configuration other = REGISTRY.canonical(command).withAll(REGISTRY.canonical(file));

    assertThat(one.get(RETAINED)).isEqualTo(5);
    assertThat(other.get(RETAINED)).isEqualTo(4);
    assertThatCode(() -> REGISTRY.validate(one)).doesNotThrowAnyException();
  }

  @Test
  void keyDefinedDifferentlyByTwoProviders_isRefusedNamingBoth() {
    ConfigOption<Integer> rival =
        ConfigOption.key("execution.checkpointing.num-retained")
            .intType()
            .constrainedTo(Constraint.atLeast(1))
            .defaultValue(1)
            .alternativeKeys("state.checkpoints.num-retained")
            .describedAs("How many.");

    assertThatThrownBy(
            () -> ConfigRegistry.of(List.of(new Provider(RETAINED), new OtherProvider(rival))))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContainingAll(
            "execution.checkpointing.num-retained is defined in two ways",
            Provider.class.getName(),
            OtherProvider.class.getName());
  }

  @Test
  void keyThatIsAnotherOptionsAlternative_isRefusedNamingBoth() {
    ConfigOption<Integer> rival =
        ConfigOption.key("state.checkpoints.num-retained").intType().describedAs("How many.");

    assertThatThrownBy(
            () -> ConfigRegistry.of(List.of(new Provider(RETAINED), new OtherProvider(rival))))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContainingAll(
            "state.checkpoints.num-retained is defined in two ways",
            Provider.class.getName(),
            OtherProvider.class.getName());
  }

  @Test
  void prefixDefinedDifferentlyByTwoProviders_isRefusedNamingBoth() {
    Provider one = new Provider(List.of(), List.of(HADOOP));
    OtherProvider other = new OtherProvider(OpenPrefix.ofSecrets("hadoop.", "Handed to Hadoop."));

    assertThatThrownBy(() -> ConfigRegistry.of(List.of(one, other)))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContainingAll(
            "hadoop.", Provider.class.getName(), OtherProvider.class.getName());
  }

  @Test
  void keyDefinedAlikeByTwoProviders_isOneOption() {
    ConfigOption<Boolean> twin =
        ConfigOption.key("execution.checkpointing.incremental")
            .booleanType()
            .defaultValue(true)
            .describedAs("Whether changes only.");

    assertThat(
            ConfigRegistry.of(List.of(new Provider(INCREMENTAL), new OtherProvider(twin)))
                .options())
        .containsExactly(INCREMENTAL);
  }

  @Test
  void load_findsProvidersOnTheClassPath() {
    ConfigRegistry registry = ConfigRegistry.load(getClass().getClassLoader());

    assertThat(registry.find("state.backend.type")).isPresent();
    assertThat(registry.find("execution.checkpointing.num-retained")).isPresent();
    assertThat(registry.find("execution.state-recovery.damaged")).isPresent();
  }

  @Test
  void providerThatCannotBeLoaded_isNamed(@TempDir Path folder) throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve(OptionsProvider.class.getName()), "com.example.Absent\n");

    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
      assertThatThrownBy(() -> ConfigRegistry.load(loader))
          .isInstanceOf(InvalidConfigurationException.class)
          .hasMessageContaining("com.example.Absent")
          .hasCauseInstanceOf(ServiceConfigurationError.class);
    }
  }
}
