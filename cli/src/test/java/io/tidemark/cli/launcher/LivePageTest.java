package io.tidemark.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.monitor.browser.Browser;
import io.tidemark.monitor.browser.NeedsBrowser;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A person at the page of a job that runs. */
@NeedsBrowser
@Timeout(300)
class LivePageTest {

  @TempDir Path folder;

  @Test
  void pageOfALiveJob_isClickedThrough_andItsSavepointIsFound() throws Exception {
    Launcher tidemark = new Launcher(Launcher.inRepository().toAbsolutePath().normalize(), folder);
    try (RunningJob job = RunningJob.start(tidemark, folder);
        Browser browser = Browser.start(Files.createDirectory(folder.resolve("browser")))) {
      browser.open(job.page());
      browser.await("document.getElementById('job').textContent === 'word-count'");
      browser.await("document.getElementById('status').textContent === 'running'");
      browser.await("document.querySelectorAll('#graph .task').length === 2");
      browser.await("!document.querySelector('#summary strong').textContent.includes('–')");

      browser.click("#graph .task");
      browser.await("document.querySelector('#subtasks h3')?.textContent.includes('lines')");
      browser.click("#checkpoints .toggle");
      browser.await("document.querySelector('tr.details')?.textContent.includes('counts #0')");

      String kept = folder.resolve("kept").toUri().toString();
      browser.type("#target", kept);
      browser.type("#token", job.token());
      browser.click("#take-savepoint");
      browser.await("document.querySelector('#results .good')");
      assertThat(browser.text("#results .good")).contains("Savepoint ", "completed in", "kept");
      assertThat(tidemark.start("snapshots", kept).output())
          .contains("word-count", "savepoint", "whole");

      browser.click("input[value=stop]");
      browser.click("#take-savepoint");
      browser.click("#confirm button[value=stop]");
      assertThat(job.awaitEnd()).as(job.output()).isZero();
      browser.await("document.getElementById('status').textContent === 'finished'");
      assertThat(browser.complaints()).allMatch(line -> line.contains("ERR_CONNECTION_REFUSED"));
      assertThat(job.output()).doesNotContain("token=");
    }
  }
}
