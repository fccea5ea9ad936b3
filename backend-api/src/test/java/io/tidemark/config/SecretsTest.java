package io.tidemark.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** No way leads from a secret in a configuration to anything that is shown. */
class SecretsTest {

  private static final String SECRET = "hunter2";

  private static final ConfigOption<Integer> PIN =
      ConfigOption.key("s3.pin")
          .intType()
          .constrainedTo(Constraint.atLeast(1000))
          .alternativeKeys("s3.old-pin")
          .sensitive()
          .describedAs("A number that is nobody's business.");

  private static final ConfigOption<List<URI>> PEERS =
      ConfigOption.key("peers").uriType().asList().describedAs("Where the others are.");

  private static final ConfigRegistry REGISTRY =
      ConfigRegistry.of(
          List.of(
              new Provider(
                  List.of(PIN, PEERS),
                  List.of(
                      OpenPrefix.ofSecrets("hadoop.", "Handed to Hadoop."),
                      OpenPrefix.of("rocks.", "Handed to RocksDB."),
                      OpenPrefix.of("hadoop.fs.", "Handed to Hadoop.")))));

  private static String everythingSaidOf(Throwable error) {
    StringWriter said = new StringWriter();
    error.printStackTrace(new PrintWriter(said));
    return said.toString();
  }

  private static void assertTold(Throwable error, String... parts) {
    assertThat(error).isInstanceOf(InvalidConfigurationException.class);
    assertThat(everythingSaidOf(error)).contains(parts).doesNotContain(SECRET);
  }

  @Test
  void badSecret_isNotShownByItsError() {
    Configuration configuration = Configuration.of(Map.of("s3.pin", SECRET));

    assertTold(
        catchThrowable(() -> configuration.get(PIN)),
        "s3.pin = ******: the value is not allowed. Allowed: a whole number, at least 1000.");
    assertTold(catchThrowable(() -> REGISTRY.validate(configuration)), "s3.pin = ******");
  }

  @Test
  void secretOutOfRange_isNotShownByItsError() {
    Throwable read = catchThrowable(() -> Configuration.of(Map.of("s3.pin", "123")).get(PIN));
    Throwable written = catchThrowable(() -> Configuration.empty().with(PIN, 123));

    assertThat(everythingSaidOf(read)).contains("s3.pin = ******").doesNotContain("123");
    assertThat(everythingSaidOf(written)).contains("s3.pin = ******").doesNotContain("123");
  }

  @Test
  void secretRefusedByAModule_isNotShown() {
    assertThat(InvalidConfigurationException.of(PIN, 123456, "the server refuses it"))
        .hasMessage("s3.pin = ******: the server refuses it");
  }

  @Test
  void secretSetTwice_isNotShown() {
    assertTold(
        catchThrowable(
            () ->
                REGISTRY.canonical(
                    Configuration.of(Map.of("s3.pin", SECRET, "s3.old-pin", SECRET + "x")))),
        "s3.old-pin and s3.pin");
  }

  @Test
  void valueOfAnUnknownKey_isNotShown() {
    assertTold(
        catchThrowable(() -> REGISTRY.validate(Configuration.of(Map.of("s3.pim", SECRET)))),
        "s3.pim is an unknown key: did you mean s3.pin?");
  }

  @Test
  void passwordInABrokenUri_isNotShown() {
    assertTold(
        catchThrowable(
            () -> Configuration.of(Map.of("peers", "ftp://me:" + SECRET + "@host/a b")).get(PEERS)),
        "ftp://******@host/a b");
  }

  @Test
  void configuration_doesNotPrintValues() {
    assertThat(Configuration.of(Map.of("s3.pin", SECRET)).toString()).doesNotContain(SECRET);
  }

  @Test
  void printable_hidesWhatMayBeASecret() {
    Configuration configuration =
        Configuration.of(
            Map.of(
                "s3.pin", SECRET,
                "s3.old-pin", SECRET,
                "hadoop.key", SECRET,
                "hadoop.fs.key", SECRET,
                "unknown", SECRET,
                "peers", "ftp://me:" + SECRET + "@host/",
                "rocks.threads", "4"));

    assertThat(REGISTRY.printable(configuration))
        .isEqualTo(
            Map.of(
                "s3.pin", "******",
                "s3.old-pin", "******",
                "hadoop.key", "******",
                "hadoop.fs.key", "******",
                "unknown", "******",
                "peers", "ftp://******@host/",
                "rocks.threads", "4"));
  }
}
