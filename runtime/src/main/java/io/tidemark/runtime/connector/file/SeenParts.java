package io.tidemark.runtime.connector.file;

import io.tidemark.runtime.connector.JobCourse;
import io.tidemark.runtime.connector.SupportsTakeBack.TakeBack;
import io.tidemark.runtime.connector.Unpublished;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The part files that a folder had at one time. */
final class SeenParts implements TakeBack {

  private static final Logger LOG = LoggerFactory.getLogger(SeenParts.class);

  /** What only looks like the name of an attempt is let alone; older ones have eight digits. */
  private static final String ATTEMPT = "[0-9a-f]{8}|[0-9a-f]{12}";

  /** No more digits than the numbers can have: what only looks like a part is let alone. */
  private static final Pattern PART =
      Pattern.compile(
          "(\\.taken-back-|\\.|)" + PartFile.PREFIX + "(\\d{1,9})-(\\d{1,18})-(" + ATTEMPT + ")");

  private final PartFolder folder;
  private final JobNote note;
  private final List<Seen> parts = new ArrayList<>();
  private final List<Path> unfinished = new ArrayList<>();

  private record Seen(PartFile part, PartState state) {

    boolean isOn(JobCourse course) {
      return course.includes(part.attempt(), part.checkpointId());
    }
  }

  /** Looks at the folder. */
  SeenParts(PartFolder folder, JobNote note) throws IOException {
    this.folder = folder;
    this.note = note;
    try (Stream<Path> files = Files.list(folder.path())) {
      files.forEach(this::add);
    }
  }

  private void add(Path file) {
    String name = file.getFileName().toString();
    Matcher matcher = PART.matcher(name);
    if (name.startsWith(PartFolder.UNFINISHED)) {
      unfinished.add(file);
    } else if (matcher.matches()) {
      PartFile part =
          new PartFile(
              folder.name(),
              Integer.parseInt(matcher.group(2)),
              Long.parseLong(matcher.group(3)),
              matcher.group(4));
      parts.add(new Seen(part, stateOf(matcher.group(1))));
    }
  }

  private static PartState stateOf(String mark) {
    return Stream.of(PartState.values())
        .filter(state -> state.mark().equals(mark))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void goBackTo(JobCourse course, Unpublished unpublished) {
    if (!note.isWritten()) {
      requireOwn(course);
      note.write();
    }
    try {
      for (Path file : unfinished) {
        Files.deleteIfExists(file);
      }
      for (Seen one : parts) {
        if (!one.isOn(course)) {
          takeBack(one, unpublished);
        } else if (one.state() == PartState.TAKEN_BACK) {
          move(one.part(), PartState.TAKEN_BACK, PartState.COMMITTED);
        }
      }
      folder.sync();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The output folder '" + folder.name() + "' cannot be taken back to a snapshot", e);
    }
  }

  /** Parts that were there before the folder was anybody's are this job's if it came by them. */
  private void requireOwn(JobCourse course) {
    if (!parts.isEmpty() && parts.stream().noneMatch(one -> one.isOn(course))) {
      Seen one = parts.get(0);
      throw note.refusal(one.state().fileName(one.part()));
    }
  }

  /** A process that has lost the job may commit meanwhile what it prepared before. */
  private void takeBack(Seen seen, Unpublished unpublished) throws IOException {
    PartFile part = seen.part();
    if (seen.state() == PartState.PREPARED) {
      if (unpublished.includes(part.attempt(), part.checkpointId())) {
        Files.deleteIfExists(folder.file(part, PartState.PREPARED));
      } else {
        move(part, PartState.PREPARED, PartState.TAKEN_BACK);
      }
    }
    if (seen.state() != PartState.TAKEN_BACK) {
      move(part, PartState.COMMITTED, PartState.TAKEN_BACK);
    }
  }

  /**
   * Does nothing if the part is not in that state: it need not be, and another process may move it.
   */
  private void move(PartFile part, PartState from, PartState to) throws IOException {
    try {
      Files.move(folder.file(part, from), folder.file(part, to), StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      LOG.debug("{} is not {}", part, from, e);
      return;
    }
    LOG.info("{}: {} is {} now", folder.name(), part.name(), to);
  }
}
