package io.tidemark.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.monitor.browser.Browser;
import io.tidemark.monitor.browser.NeedsBrowser;
import io.tidemark.runtime.engine.CheckpointRecord;
import io.tidemark.runtime.engine.JobStatus;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the page shows of jobs that fare well, badly, and not at all any more. */
@NeedsBrowser
@Timeout(120)
class PageTest {

  @TempDir private static Path profile;
  private static Browser browser;

  @TempDir private Path folder;
  private Monitored monitored;

  @BeforeAll
  static void startBrowser() throws Exception {
    browser = Browser.start(profile);
  }

  @AfterAll
  static void endBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  /** Its port is a new one, so the browser keeps nothing from the test before. */
  @BeforeEach
  void open() {
    monitored = new Monitored(folder);
    browser.resize(1400, 1000);
    browser.prefer(false);
    browser.complaints();
  }

  @AfterEach
  void close() {
    browser.open(URI.create("about:blank"));
    monitored.close();
  }

  private void look() {
    browser.open(monitored.uri());
    browser.await("document.getElementById('job').textContent === 'stub'");
  }

  private void awaitText(String selector, String text) {
    browser.await(
        "document.querySelector('" + selector + "')?.textContent.includes('" + text + "')");
  }

  @Test
  void jobThatHasJustBegun_saysSo_andEverythingHasAName() {
    monitored.job.attempts = List.of();
    monitored.job.sources = List.of();
    look();

    awaitText("#checkpoints", "No checkpoint has ended yet");
    awaitText("#attempts", "No attempt has begun yet");
    assertThat(browser.text("#status")).isEqualTo("running");
    assertThat(browser.accessibleName("#take-savepoint")).isEqualTo("Take savepoint");
    assertThat(browser.accessibleName("#target")).startsWith("Where to");
    assertThat(browser.accessibleName("#token")).startsWith("Token");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void checkpoints_areListedWithTheirPhases_andLiveWithoutReloading() {
    monitored.job.ended =
        List.of(StubJob.completed(3), StubJob.failedCheckpoint(4, "took <b>too</b> long"));
    look();
    awaitText("tr[data-checkpoint=\"4\"]", "failed: took <b>too</b> long");
    awaitText("#checkpoint-counts", "1 of the last 2 completed");

    browser.click("tr[data-checkpoint=\"3\"] button");
    awaitText("tr.details", "file:///there/3");
    awaitText("tr.details", "count #0");
    assertThat(browser.accessibleName("tr.details .bar"))
        .isEqualTo("alignment 3 ms, sync 2 ms, async 30 ms");

    List<CheckpointRecord> more = new ArrayList<>(monitored.job.ended);
    more.add(StubJob.completed(5));
    monitored.job.ended = more;
    monitored.job.pending = List.of(StubJob.underWay(6));
    awaitText("tr[data-checkpoint=\"5\"]", "savepoint, manual");
    awaitText("#pending", "1 of 3 subtasks have written their part");
    assertThat(browser.run("return document.querySelectorAll('tr.details').length"))
        .as("what was opened stays open")
        .isEqualTo("1");
  }

  @Test
  void task_isChosenWithTheKeyboard_andShowsItsSubtasks() {
    look();
    browser.type("[data-task=\"read\"]", "\n");
    awaitText("#subtasks", "Subtasks of read");
    assertThat(browser.run("return document.querySelectorAll('#subtasks tbody tr').length"))
        .isEqualTo("2");
  }

  @Test
  void plot_isReadWithTheArrowKeys() {
    monitored.job.ended = List.of(StubJob.completed(1), StubJob.completed(2));
    look();
    awaitText("#plots figcaption", "median");
    browser.type("#plots svg", "\uE012");
    awaitText("#plots figcaption", "checkpoint 2: 42 ms");
  }

  @Test
  void failedJob_saysWhatEndedIt_andTakesNoMoreSavepoints() {
    monitored.job.attempts = List.of(StubJob.failed(1, "disk full"), StubJob.failed(2, "no room"));
    monitored.job.failure = Optional.of("no room. It is not restarted: 1 restart");
    monitored.job.status = JobStatus.FAILED;
    look();

    awaitText("#notices", "The job has ended: no room. It is not restarted");
    awaitText("#attempts", "disk full");
    assertThat(browser.text("#connection")).isEqualTo("ended");
    assertThat(browser.run("return document.getElementById('take-savepoint').disabled"))
        .isEqualTo("true");
  }

  @Test
  void serverThatGoesAway_isNoticed_andWhatItToldStays() {
    monitored.job.ended = List.of(StubJob.completed(3));
    look();
    awaitText("#connection", "live");
    monitored.server.close();

    awaitText("#connection", "no answer");
    awaitText("#notices", "The job does not answer since");
    assertThat(browser.text("tr[data-checkpoint=\"3\"]")).contains("completed");
  }

  @Test
  void tokenBehindTheAddress_isTakenOutOfIt_andUsed() {
    monitored.job.next.complete(StubJob.completed(5));
    browser.open(monitored.server.uriWithToken());
    awaitText("#job", "stub");
    assertThat(browser.run("return location.href")).doesNotContain(monitored.token.secret());

    browser.click("#take-savepoint");
    awaitText("#results", "Savepoint 5 completed");
    assertThat(monitored.job.asked).containsExactly("savepoint - GO_ON");
  }

  @Test
  void withoutAToken_nothingIsAsked_andAWrongOneIsSaid() {
    look();
    browser.click("#take-checkpoint");
    awaitText("#results", "A token is needed");

    browser.type("#token", "wrong");
    browser.click("#take-checkpoint");
    awaitText("#results", "The token is not that of this job");
    assertThat(monitored.job.asked).isEmpty();
  }

  @Test
  void stopping_isAskedForTwice() {
    monitored.job.next.complete(StubJob.completed(5));
    browser.open(monitored.server.uriWithToken());
    awaitText("#job", "stub");
    browser.click("input[value=stop]");
    browser.click("#take-savepoint");
    browser.click("#confirm button[value=cancel]");
    assertThat(monitored.job.asked).isEmpty();

    browser.click("#take-savepoint");
    browser.click("#confirm button[value=stop]");
    awaitText("#results", "Savepoint 5 completed");
    assertThat(monitored.job.asked).containsExactly("savepoint - STOP");
  }

  @Test
  void narrowWindow_needsNoScrollingSideways_inLightAndDark() {
    monitored.job.ended =
        List.of(StubJob.completed(3), StubJob.failedCheckpoint(4, "x".repeat(200)));
    monitored.job.attempts = List.of(StubJob.failed(1, "y".repeat(200)), StubJob.running(2));
    browser.resize(380, 900);
    look();
    awaitText("tr[data-checkpoint=\"4\"]", "xxx");

    assertThat(browser.run("return document.documentElement.scrollWidth <= window.innerWidth"))
        .isEqualTo("true");
    String light = browser.run("return getComputedStyle(document.body).backgroundColor");
    browser.prefer(true);
    assertThat(browser.run("return getComputedStyle(document.body).backgroundColor"))
        .isNotEqualTo(light);
    assertThat(browser.complaints()).isEmpty();
  }
}
