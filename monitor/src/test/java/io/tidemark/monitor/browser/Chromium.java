package io.tidemark.monitor.browser;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where Chromium and its driver are on this machine, and how they are started. */
final class Chromium {

  private static final List<String> DRIVERS = List.of("chromedriver");
  private static final List<String> BROWSERS =
      List.of("chromium", "chromium-browser", "google-chrome");

  private Chromium() {}

  static boolean isInstalled() {
    return find(DRIVERS).isPresent() && find(BROWSERS).isPresent();
  }

  static Path driver() {
    return find(DRIVERS).orElseThrow();
  }

  static Path browser() {
    return find(BROWSERS).orElseThrow();
  }

  /** Nothing of the user's, nothing of the network's, and as root, too. */
  static List<String> arguments(Path profile) {
    return List.of(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--no-default-browser-check",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--user-data-dir=" + profile);
  }

  private static Optional<Path> find(List<String> names) {
    String path = System.getenv("PATH");
    return names.stream()
        .flatMap(
            name ->
                Stream.of((path == null ? "" : path).split(":"))
                    .map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
