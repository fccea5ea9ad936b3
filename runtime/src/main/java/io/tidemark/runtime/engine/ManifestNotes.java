package io.tidemark.runtime.engine;

import io.tidemark.runtime.channel.CheckpointBarrier;
import io.tidemark.runtime.connector.JobCourse;
import io.tidemark.snapshot.SnapshotManifest;
import java.util.Map;

/** What the engine notes in the properties of a manifest. */
final class ManifestNotes {

  /** What the snapshot was for. */
  private static final String BARRIER = "barrier";

  /** What led to it: whose output belongs to it. */
  private static final String COURSE = "course";

  private ManifestNotes() {}

  static Map<String, String> of(CheckpointBarrier.Kind kind, JobCourse course) {
    return Map.of(BARRIER, kind.name(), COURSE, course.toString());
  }

  /** The way to a snapshot; none to what no attempt of this engine took. */
  static JobCourse course(SnapshotManifest manifest) {
    return JobCourse.parse(manifest.properties().getOrDefault(COURSE, ""));
  }
}
