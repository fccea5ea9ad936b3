package io.tidemark.monitor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The files of the page, by their paths. Read once; there are no others. */
final class PageFiles {

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml");

  static final List<String> NAMES =
      List.of(
          "index.html",
          "page.css",
          "icon.svg",
          "main.js",
          "actions.js",
          "attempts.js",
          "checkpoints.js",
          "dom.js",
          "format.js",
          "graph.js",
          "plots.js",
          "summary.js");

  private final Map<String, Answer> files = new HashMap<>();

  PageFiles() {
    for (String name : NAMES) {
      files.put("/" + name, read(name));
    }
    files.put("/", read("index.html"));
  }

  private static Answer read(String name) {
    try (InputStream in = PageFiles.class.getResourceAsStream("page/" + name)) {
      if (in == null) {
        throw new IllegalStateException("The page's file " + name + " is not in the jar");
      }
      String extension = name.substring(name.lastIndexOf('.') + 1);
      return new Answer(200, TYPES.getOrDefault(extension, "text/plain"), in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Optional<Answer> at(String path) {
    return Optional.ofNullable(files.get(path));
  }
}
