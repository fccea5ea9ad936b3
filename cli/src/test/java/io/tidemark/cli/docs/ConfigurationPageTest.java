package io.tidemark.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.config.ConfigOption;
import io.tidemark.config.ConfigRegistry;
import io.tidemark.config.OpenPrefix;
import io.tidemark.config.OptionsProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigurationPageTest {

  private record Provider(Collection<ConfigOption<?>> options, Collection<OpenPrefix> openPrefixes)
      implements OptionsProvider {}

  private static String pageOf(ConfigOption<?>... options) {
    return ConfigurationPage.render(
        ConfigRegistry.of(List.of(new Provider(List.of(options), List.of()))));
  }

  private static ConfigOption<String> option(String key) {
    return ConfigOption.key(key).stringType().describedAs("Something.");
  }

  /** Writes the page in place of comparing it, if asked to by the command that it prints. */
  @Test
  void docs_areThoseOfTheModules() throws IOException {
    Path page = Path.of(System.getProperty("tidemark.root", "..")).resolve("docs/CONFIGURATION.md");
    String current = ConfigurationPage.render(ConfigRegistry.load(getClass().getClassLoader()));
    if (System.getProperty("tidemark.docs.write") != null) {
      Files.createDirectories(page.getParent());
      Files.writeString(page, current);
    }

    assertThat(page)
        .as("docs/CONFIGURATION.md is stale; write it anew with%n%s", ConfigurationPage.COMMAND)
        .exists()
        .content()
        .isEqualTo(current);
  }

  @Test
  void option_isARowWithEverythingThatIsDocumented() {
    ConfigOption<Integer> retained =
        ConfigOption.key("kept.number")
            .intType()
            .defaultValue(3)
            .alternativeKeys("old.number", "older.number")
            .describedAs("How many are kept.");

    assertThat(pageOf(retained))
        .contains(
            "\n| `kept.number` | a whole number | `3` |"
                + " How many are kept. Also read as `old.number`, `older.number`. |\n");
  }

  @Test
  void optionWithoutDefault_saysNone() {
    assertThat(pageOf(option("a.name"))).contains("| `a.name` | any text | none | Something. |\n");
  }

  @Test
  void emptyDefault_isVisible() {
    ConfigOption<String> option =
        ConfigOption.key("a.name").stringType().defaultValue("").describedAs("Something.");

    assertThat(pageOf(option)).contains("| any text | `\"\"` |");
  }

  @Test
  void secret_saysSo() {
    ConfigOption<String> option =
        ConfigOption.key("a.key").stringType().sensitive().describedAs("A key.");

    assertThat(pageOf(option)).contains("| none | A key. A secret: never shown. |");
  }

  @Test
  void letterThatEndsACell_isEscaped() {
    ConfigOption<String> option =
        ConfigOption.key("a.separator").stringType().defaultValue("|").describedAs("One | two.");

    assertThat(pageOf(option)).contains("| any text | `\\|` | One \\| two. |\n");
  }

  @Test
  void backquotesInADefault_stayInsideTheCode() {
    ConfigOption<String> option =
        ConfigOption.key("a.quote").stringType().defaultValue("`").describedAs("A quote.");

    assertThat(pageOf(option)).contains("| `` ` `` |");
  }

  @Test
  void options_areSortedAndGroupedByThePrefixThatFourShare() {
    String page =
        pageOf(
            option("z"),
            option("b.c.four"),
            option("b.c.deep.one"),
            option("b.c.two"),
            option("b.c.three"),
            option("b.alone"),
            option("a.x.y"));

    assertThat(page.lines().filter(line -> line.startsWith("## ") || line.startsWith("| `")))
        .map(line -> line.replaceAll("` \\|.*", "`"))
        .containsExactly(
            "## a",
            "| `a.x.y`",
            "## b",
            "| `b.alone`",
            "## b.c",
            "| `b.c.deep.one`",
            "| `b.c.four`",
            "| `b.c.three`",
            "| `b.c.two`",
            "## z",
            "| `z`");
  }

  @Test
  void openPrefixes_haveATable() {
    ConfigRegistry registry =
        ConfigRegistry.of(
            List.of(
                new Provider(
                    List.of(),
                    List.of(
                        OpenPrefix.ofSecrets("hadoop.", "Handed to Hadoop."),
                        OpenPrefix.of("rocks.", "Handed to RocksDB.")))));

    assertThat(ConfigurationPage.render(registry))
        .endsWith(
            """
            ## Open prefixes

            Under these, any key is taken.

            | Prefix | Meaning |
            |---|---|
            | `hadoop.` | Handed to Hadoop. Values are secrets: never shown. |
            | `rocks.` | Handed to RocksDB. |
            """);
  }

  @Test
  void registryWithoutOpenPrefixes_hasNoTableOfThem() {
    assertThat(pageOf(option("a.b"))).doesNotContain("Open prefixes");
  }
}
