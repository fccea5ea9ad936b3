package io.tidemark.runtime.task;

import io.tidemark.runtime.time.ProcessingTime;
import java.util.concurrent.atomic.AtomicBoolean;

/** Processing time whose alarms ring on a subtask's thread. */
final class MailboxTime implements ProcessingTime {

  private final ProcessingTime time;
  private final Mailbox mailbox;

  MailboxTime(ProcessingTime time, Mailbox mailbox) {
    this.time = time;
    this.mailbox = mailbox;
  }

  @Override
  public long millis() {
    return time.millis();
  }

  @Override
  public Alarm at(long when, Runnable action) {
    AtomicBoolean cancelled = new AtomicBoolean();
    Alarm alarm =
        time.at(
            when,
            () ->
                mailbox.put(
                    () -> {
                      if (!cancelled.get()) {
                        action.run();
                      }
                    }));
    return () -> {
      cancelled.set(true);
      alarm.cancel();
    };
  }
}
