package io.tidemark.testkit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another virtual machine beside the tests' own: what is killed, or reads an option only once. */
public final class ChildJvm {

  /** What the build starts short-lived virtual machines with, by words. */
  private static final String OPTIONS = "tidemark.test.jvm";

  private ChildJvm() {}

  /**
   * What starts {@code main} with the class path of the tests.
   *
   * @param options of the virtual machine, which win over the build's
   */
  public static List<String> command(List<String> options, Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(System.getProperty(OPTIONS, "-Xshare:auto").split(" ")));
    command.addAll(options);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return command;
  }
}
