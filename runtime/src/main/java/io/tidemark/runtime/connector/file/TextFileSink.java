package io.tidemark.runtime.connector.file;

import io.tidemark.runtime.connector.Committer;
import io.tidemark.runtime.connector.Sink;
import io.tidemark.runtime.connector.SinkContext;
import io.tidemark.runtime.connector.SinkWriter;
import io.tidemark.runtime.connector.SupportsTakeBack;
import io.tidemark.serialization.Serializer;
import java.nio.file.Path;

/**
 * Lines in part files of one folder. What a subtask wrote between two checkpoints is one file,
 * {@code part-<subtask>-<checkpoint id>-<attempt>}, which appears whole and synced when the
 * checkpoint is published; until then its name begins with a dot.
 *
 * <p>When the job goes back to an earlier snapshot, names of files that do not belong to it get
 * {@code .taken-back-} before them, and lose it when the job comes again to a snapshot that they
 * belong to. So every snapshot of the job finds its output, also a savepoint after which the job
 * went on and failed. Such files may be deleted when none of those snapshots will be restored any
 * more. The folder's files of these names belong to one sink of one job, whose name {@code
 * .tidemark-job} holds; another job is refused. Where it holds none, a job is refused if there are
 * such files and none of them leads to where it goes on.
 *
 * <p>A job that goes on with another folder commits in the old one what was prepared there, also if
 * it was taken back since.
 */
public final class TextFileSink implements Sink<String, PartFile>, SupportsTakeBack {

  private final PartFolder folder;

  public TextFileSink(Path folder) {
    this.folder = new PartFolder(folder);
  }

  @Override
  public Serializer<PartFile> committables() {
    return PartFile.SERIALIZER;
  }

  @Override
  public SinkWriter<String, PartFile> writer(SinkContext context) {
    return new PartFileWriter(folder, context.subtask(), context.attempt());
  }

  @Override
  public Committer<PartFile> committer(SinkContext context) {
    return folder::commit;
  }

  @Override
  public TakeBack look(String job) {
    return folder.look(job);
  }

  @Override
  public Path place() {
    return folder.realPath();
  }
}
