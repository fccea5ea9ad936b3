package io.tidemark.cli.docs;

import io.tidemark.config.ConfigOption;
import io.tidemark.config.ConfigRegistry;
import io.tidemark.config.OpenPrefix;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Renders {@code docs/CONFIGURATION.md}: every option and open prefix of a registry, in Markdown.
 *
 * <p>The same registry gives the same text, whatever the machine. No value of a secret is in it,
 * since a secret has no default.
 */
public final class ConfigurationPage {

  /** Writes the page of this build's modules, from the root of the repository. */
  static final String COMMAND =
      "mvn -q -pl cli -am test -Dtest=ConfigurationPageTest -Dtidemark.docs.write"
          + " -Dsurefire.failIfNoSpecifiedTests=false";

  private static final String INTRODUCTION =
      """
      # Configuration

      <!-- Generated from the options that the modules declare; to write it anew:
      %s
      -->

      Every key that Tidemark knows, with the modules and jobs that come with it. A key that is not
      here is an error, which names the nearest one that is. Keys follow Apache Flink's names
      wherever they mean the same; some of its older names are read as well.

      How values are written:

      - **A duration** is a whole number and a unit: `ns`, `us`, `ms`, `s`, `min`, `h` or `d`. A
        number alone counts milliseconds.
      - **A size** is a whole number and a unit: `b`, `kb`, `mb`, `gb` or `tb`, in steps of 1024. A
        number alone counts bytes.
      - **A list** has its elements separated by semicolons. An element that holds a semicolon is
        put in single or double quotes.
      - **A choice** may be written in any case, with `_` for `-`.
      """;

  private ConfigurationPage() {}

  /** The whole page. */
  public static String render(ConfigRegistry registry) {
    StringBuilder page = new StringBuilder(INTRODUCTION.formatted(COMMAND));
    Sections.of(registry.options())
        .forEach(
            (prefix, options) -> {
              page.append("\n## ").append(prefix).append("\n\n");
              page.append("| Key | Value | Default | Meaning |\n|---|---|---|---|\n");
              options.forEach(option -> page.append(row(option)));
            });
    if (!registry.openPrefixes().isEmpty()) {
      page.append("\n## Open prefixes\n\nUnder these, any key is taken.\n\n");
      page.append("| Prefix | Meaning |\n|---|---|\n");
      registry.openPrefixes().forEach(prefix -> page.append(row(prefix)));
    }
    return page.toString();
  }

  private static String row(ConfigOption<?> option) {
    return row(
        code(option.key()),
        option.allowed(),
        option.defaultText().map(ConfigurationPage::code).orElse("none"),
        option.meaning()
            + alsoReadAs(option.alternativeKeys())
            + (option.isSensitive() ? " A secret: never shown." : ""));
  }

  private static String row(OpenPrefix prefix) {
    return row(
        code(prefix.prefix()),
        prefix.meaning() + (prefix.sensitive() ? " Values are secrets: never shown." : ""));
  }

  private static String row(String... cells) {
    return List.of(cells).stream()
        .map(cell -> cell.replace("|", "\\|"))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private static String alsoReadAs(List<String> keys) {
    return keys.isEmpty()
        ? ""
        : keys.stream()
            .map(ConfigurationPage::code)
            .collect(Collectors.joining(", ", " Also read as ", "."));
  }

  /** Code that may hold backquotes, and an empty text as two quotes. */
  private static String code(String text) {
    if (text.isEmpty()) {
      return "`\"\"`";
    }
    return text.contains("`") ? "`` " + text + " ``" : "`" + text + "`";
  }
}
