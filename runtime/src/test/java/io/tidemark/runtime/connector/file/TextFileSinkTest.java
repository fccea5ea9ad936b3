package io.tidemark.runtime.connector.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.config.InvalidConfigurationException;
import io.tidemark.runtime.connector.Committer;
import io.tidemark.runtime.connector.JobCourse;
import io.tidemark.runtime.connector.SinkContext;
import io.tidemark.runtime.connector.SinkWriter;
import io.tidemark.runtime.connector.SupportsTakeBack.TakeBack;
import io.tidemark.runtime.connector.Unpublished;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFileSinkTest {

  private static final String A = "a1b2c3d4e5f6";
  private static final String B = "0123456789ab";
  private static final SinkContext CONTEXT = new SinkContext(1, 2, 0, A);

  @TempDir private Path temporary;
  private Path folder;
  private TextFileSink sink;

  @BeforeEach
  void open() {
    folder = temporary.resolve("out");
    sink = new TextFileSink(folder);
    goBackTo(JobCourse.NONE);
  }

  @Test
  void whatIsWritten_isHiddenUntilItIsCommitted() throws Exception {
    SinkWriter<String, PartFile> writer = sink.writer(CONTEXT);
    writer.write("a", 0);
    writer.write("b", 0);
    List<PartFile> prepared = writer.prepareCommit(7);
    assertThat(names()).containsExactly(".part-1-7-" + A);
    writer.write("later", 0);
    commit(prepared);
    assertThat(Files.readAllLines(folder.resolve("part-1-7-" + A))).containsExactly("a", "b");
    assertThat(writer.prepareCommit(8)).hasSize(1);
    assertThat(writer.prepareCommit(9)).as("nothing was written").isEmpty();
    writer.close();
  }

  @Test
  void committingAgain_changesNothing() throws Exception {
    List<PartFile> prepared = prepared("a", 3);
    commit(prepared);
    commit(prepared);
    assertThat(names()).containsExactly("part-1-3-" + A);
  }

  @Test
  void partOfAnotherFolder_isCommittedThere() throws Exception {
    List<PartFile> prepared = prepared("a", 3);
    sink = new TextFileSink(temporary.resolve("new"));
    goBackTo(JobCourse.NONE.to(A, 3));

    commit(prepared);
    commit(prepared);

    assertThat(names()).containsExactly("part-1-3-" + A);
  }

  @Test
  void partThatWasTakenBackInTheFolderBefore_isCommittedThereByAJobWithAnother() throws Exception {
    List<PartFile> prepared = prepared("a", 3);
    goBackTo(JobCourse.NONE);
    assertThat(names()).containsExactly(".taken-back-part-1-3-" + A);
    sink = new TextFileSink(temporary.resolve("new"));
    goBackTo(JobCourse.NONE.to(A, 3));

    commit(prepared);
    commit(prepared);

    assertThat(names()).containsExactly("part-1-3-" + A);
  }

  @Test
  void partOfAFolderThatWasMoved_isCommittedWhereItIs() throws Exception {
    List<PartFile> prepared = prepared("a", 3);
    folder = Files.move(folder, temporary.resolve("moved"));
    sink = new TextFileSink(folder);

    commit(prepared);

    assertThat(names()).containsExactly("part-1-3-" + A);
  }

  @Test
  void folderOfAnotherJob_isRefused_andLeftAsItIs() throws Exception {
    commit(prepared("a", 3));
    prepared("b", 4);
    List<String> before = names();

    assertThatThrownBy(() -> sink.look("another"))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("'job'")
        .hasMessageContaining("'another'");

    assertThat(names()).isEqualTo(before);
  }

  @Test
  void folderOfAnotherJob_isGivenToAJobAsTheRefusalSays() throws Exception {
    commit(prepared("a", 3));
    Path note = folder.resolve(".tidemark-job");
    assertThatThrownBy(() -> sink.look("another"))
        .hasMessageContaining("write 'another' into '" + note + "'");

    Files.writeString(note, "another");
    sink.look("another").goBackTo(JobCourse.NONE, Unpublished.NOTHING);

    assertThat(names()).containsExactly(".taken-back-part-1-3-" + A);
    assertThatThrownBy(() -> sink.look("job")).isInstanceOf(InvalidConfigurationException.class);
  }

  @Test
  void folderWhoseJobACrashLeftUnnamed_isTheNextOnes() throws Exception {
    Files.writeString(folder.resolve(".tidemark-job"), "");
    sink.look("another").goBackTo(JobCourse.NONE, Unpublished.NOTHING);
    assertThatThrownBy(() -> sink.look("job")).isInstanceOf(InvalidConfigurationException.class);
  }

  @Test
  void folderThatIsNobodys_isThatOfTheFirstJobThatGoesOnThere_andNotOfWhoLooks() throws Exception {
    sink = new TextFileSink(temporary.resolve("new"));
    TakeBack slow = sink.look("slow");
    TakeBack fast = sink.look("fast");
    assertThat(temporary.resolve("new")).isEmptyDirectory();

    fast.goBackTo(JobCourse.NONE, Unpublished.NOTHING);

    assertThatThrownBy(() -> slow.goBackTo(JobCourse.NONE, Unpublished.NOTHING))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("'fast'");
    sink.look("fast");
  }

  @Test
  void folderWhoseJobCannotBeRead_isAnErrorThatSaysSo() throws Exception {
    Path note = folder.resolve(".tidemark-job");
    Files.delete(note);
    Files.createDirectory(note);
    assertThatThrownBy(() -> sink.look("job"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("'" + note + "'")
        .hasMessageContaining("cannot be read");
  }

  @Test
  void partsOfAFolderThatIsNobodys_areRefusedToAJobThatDidNotComeByThem() throws Exception {
    commit(prepared("a", 3));
    prepared("b", 4);
    Path note = folder.resolve(".tidemark-job");
    Files.delete(note);
    List<String> before = names();

    assertThatThrownBy(() -> goBackTo(JobCourse.NONE.to(B, 9)))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("part-1-")
        .hasMessageContaining("write 'job' into '" + note + "'");

    assertThat(names()).isEqualTo(before);
    assertThat(note).doesNotExist();
    goBackTo(JobCourse.NONE.to(A, 3));
    assertThat(Files.readString(note)).isEqualTo("job\n");
  }

  @Test
  void places_areEqualForAllPathsToAFolder() throws Exception {
    Path link = Files.createSymbolicLink(temporary.resolve("link"), folder);
    assertThat(new TextFileSink(link).place())
        .isEqualTo(new TextFileSink(folder.resolve("..").resolve("out")).place())
        .isNotEqualTo(new TextFileSink(temporary).place());
  }

  @Test
  void partThatIsGone_isAnError() throws Exception {
    List<PartFile> prepared = prepared("a", 3);
    Files.delete(folder.resolve(".part-1-3-" + A));
    assertThatThrownBy(() -> commit(prepared)).hasMessageContaining("part-1-3-" + A);
  }

  @Test
  void whatDoesNotLeadToWhereTheJobGoesOn_isTakenBack_andComesAgainWhenItDoes() throws Exception {
    commit(prepared("a", 3));
    commit(prepared("b", 4));
    prepared("c", 5);
    Files.writeString(folder.resolve("another-file"), "somebody else's");

    goBackTo(JobCourse.NONE.to(A, 3));
    List<String> takenBack =
        List.of(
            ".taken-back-part-1-4-" + A,
            ".taken-back-part-1-5-" + A,
            "another-file",
            "part-1-3-" + A);
    assertThat(names()).isEqualTo(takenBack);
    goBackTo(JobCourse.NONE.to(A, 3));
    assertThat(names()).as("once more").isEqualTo(takenBack);

    goBackTo(JobCourse.NONE.to(A, 5));
    assertThat(names())
        .containsExactly("another-file", "part-1-3-" + A, "part-1-4-" + A, "part-1-5-" + A);
    assertThat(Files.readAllLines(folder.resolve("part-1-5-" + A))).containsExactly("c");
  }

  @Test
  void filesThatOnlyLookLikeParts_areLetAlone() throws Exception {
    for (String name :
        List.of(
            "part-20261126120000-1-" + A,
            "part-1-" + "9".repeat(19) + "-" + A,
            "part-2026-11-26",
            "part-1-3-" + A.substring(1),
            "part-1-3-" + A + "0",
            "part-1-3-wordcount123")) {
      Files.writeString(folder.resolve(name), "somebody else's");
    }
    List<String> before = names();
    goBackTo(JobCourse.NONE);
    assertThat(names()).isEqualTo(before);
  }

  @Test
  void partOfAnAttemptWhoseNameHasEightDigits_isTakenBackToo() throws Exception {
    Files.writeString(folder.resolve("part-1-3-0123abcd"), "a\n");
    goBackTo(JobCourse.NONE);
    assertThat(names()).containsExactly(".taken-back-part-1-3-0123abcd");
  }

  @Test
  void whatTheAttemptBeforePreparedForNoSnapshot_andWhatACrashLeft_isDeleted() throws Exception {
    prepared("a", 3);
    prepared("b", 4);
    Files.writeString(folder.resolve(".unfinished-0-" + A), "half");
    goBackTo(JobCourse.NONE, new Unpublished(A, 3));
    assertThat(names()).containsExactly(".taken-back-part-1-3-" + A);
  }

  @Test
  void whatAnotherAttemptPrepared_isKept() throws Exception {
    List<PartFile> prepared = prepared("a", 3);
    goBackTo(JobCourse.NONE, new Unpublished(B, 0));
    assertThat(names()).containsExactly(".taken-back-part-1-3-" + A);
    goBackTo(JobCourse.NONE.to(A, 3), new Unpublished(B, 0));
    commit(prepared);
    assertThat(names()).containsExactly("part-1-3-" + A);
  }

  @Test
  void whatIsOnlyPrepared_andLeadsToWhereTheJobGoesOn_isLeftToTheCommitter() throws Exception {
    List<PartFile> prepared = prepared("a", 3);
    goBackTo(JobCourse.NONE.to(A, 3));
    assertThat(names()).containsExactly(".part-1-3-" + A);
    commit(prepared);
    assertThat(names()).containsExactly("part-1-3-" + A);
  }

  @Test
  void whatComesAfterTheLook_isNotTouched() throws Exception {
    commit(prepared("a", 3));
    TakeBack late = sink.look("job");
    SinkContext successor = new SinkContext(1, 2, 0, B);
    try (SinkWriter<String, PartFile> writer = sink.writer(successor)) {
      writer.write("b", 0);
      commit(writer.prepareCommit(3));
      writer.write("c", 0);
      writer.prepareCommit(4);
      late.goBackTo(JobCourse.NONE, new Unpublished(B, 0));
    }
    assertThat(names())
        .containsExactly(".part-1-4-" + B, ".taken-back-part-1-3-" + A, "part-1-3-" + B);
  }

  @Test
  void partThatIsCommittedAfterTheLook_byAProcessThatHasLostTheJob_isTakenBackToo()
      throws Exception {
    List<PartFile> prepared = prepared("a", 3);
    TakeBack takeBack = sink.look("job");
    commit(prepared);
    takeBack.goBackTo(JobCourse.NONE, Unpublished.NOTHING);
    assertThat(names()).containsExactly(".taken-back-part-1-3-" + A);
    assertThatThrownBy(() -> commit(prepared)).hasMessageContaining("part-1-3-" + A);
  }

  @Test
  void attemptsAtTheSameTime_doNotWriteIntoEachOthersFiles() throws Exception {
    SinkContext other = new SinkContext(1, 2, 0, B);
    try (SinkWriter<String, PartFile> lost = sink.writer(CONTEXT);
        SinkWriter<String, PartFile> writer = sink.writer(other)) {
      lost.write("lost", 0);
      lost.prepareCommit(1);
      writer.write("kept".repeat(100_000), 0);
      lost.write("lost".repeat(100_000), 0);
      lost.prepareCommit(2);
      commit(writer.prepareCommit(2));
    }
    assertThat(Files.readString(folder.resolve("part-1-2-" + B))).doesNotContain("lost");
  }

  @Test
  void folderThatCannotBeMade_isAnErrorBeforeTheFirstRecord() throws Exception {
    Path file = Files.writeString(temporary.resolve("file"), "");
    assertThatThrownBy(() -> new TextFileSink(file.resolve("out")).look("job"))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining(file.toString());
  }

  private List<PartFile> prepared(String line, long checkpoint) {
    try (SinkWriter<String, PartFile> writer = sink.writer(CONTEXT)) {
      writer.write(line, 0);
      return writer.prepareCommit(checkpoint);
    }
  }

  private void commit(List<PartFile> prepared) {
    Committer<PartFile> committer = sink.committer(CONTEXT);
    prepared.forEach(committer::commit);
  }

  private void goBackTo(JobCourse course) {
    goBackTo(course, Unpublished.NOTHING);
  }

  private void goBackTo(JobCourse course, Unpublished unpublished) {
    sink.look("job").goBackTo(course, unpublished);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.startsWith(".unfinished-1") && !name.equals(".tidemark-job"))
          .sorted()
          .toList();
    }
  }
}
