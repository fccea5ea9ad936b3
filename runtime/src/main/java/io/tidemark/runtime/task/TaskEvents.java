package io.tidemark.runtime.task;

/** What subtasks tell. Every method may be called from any thread and returns at once. */
public interface TaskEvents {

  /** The subtask is restored, and waits to be {@linkplain TaskControl#start started}. */
  void running(SubtaskId subtask);

  /** The subtask has written its part of a checkpoint. */
  void acknowledge(SubtaskId subtask, long checkpointId, TaskSnapshot snapshot);

  /**
   * How many bytes of state the subtask has changed since its last capture, as far as its backend
   * can tell.
   */
  void changed(SubtaskId subtask, long bytes);

  /** The subtask cannot take part in a checkpoint; it goes on with its work. */
  void decline(SubtaskId subtask, long checkpointId, Throwable cause);

  /**
   * The subtask's input has ended and all of its output is sent. It waits for the final checkpoint.
   */
  void endOfInput(SubtaskId subtask);

  /** The subtask has ended well: everything it prepared is committed. */
  void finished(SubtaskId subtask);

  /** The subtask has ended after {@link TaskControl#cancel}. */
  void cancelled(SubtaskId subtask);

  /** The subtask has ended because of an error. */
  void failed(SubtaskId subtask, Throwable cause);
}
