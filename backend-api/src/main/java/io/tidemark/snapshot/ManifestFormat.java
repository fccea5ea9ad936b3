package io.tidemark.snapshot;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tidemark.spi.StorageException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The byte form of a {@link SnapshotManifest} (docs/FORMAT-MANIFEST.md): JSON behind a line that
 * seals it.
 */
public final class ManifestFormat {

  /** The version that is written, and the newest that is read. */
  public static final int VERSION = 1;

  private static final SealedJson SEALED = new SealedJson("tidemark-manifest", VERSION);
  private static final Set<String> MANIFEST =
      Set.of(
          "job",
          "id",
          "kind",
          "epoch",
          "epochStart",
          "started",
          "completed",
          "maxParallelism",
          "keyGroupRule",
          "properties",
          "operators");

  private ManifestFormat() {}

  public static byte[] toBytes(SnapshotManifest manifest) {
    return SEALED.seal(
        out -> {
          try {
            write(manifest, out);
          } catch (IOException e) {
            throw new StorageException("Cannot write a manifest: " + e.getMessage(), true, e);
          }
        });
  }

  /**
   * Reads a manifest.
   *
   * @param blob what errors call the bytes
   * @throws io.tidemark.spi.SnapshotCorruptException if they are not what was written
   * @throws io.tidemark.spi.SnapshotVersionException if they were written by a newer version
   */
  public static SnapshotManifest fromBytes(byte[] bytes, String blob) {
    return SEALED.open(
        bytes,
        blob,
        in -> {
          JsonFields json = new JsonFields(in, blob);
          Fields fields = new Fields();
          json.object(MANIFEST, name -> fields.read(name, json));
          return json.make(fields::manifest);
        });
  }

  private static void write(SnapshotManifest manifest, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeStringField("job", manifest.job());
    out.writeNumberField("id", manifest.id());
    out.writeStringField("kind", manifest.kind().label());
    out.writeNumberField("epoch", manifest.epoch());
    out.writeNumberField("epochStart", manifest.epochStart());
    out.writeNumberField("started", manifest.startedMillis());
    out.writeNumberField("completed", manifest.completedMillis());
    out.writeNumberField("maxParallelism", manifest.maxParallelism());
    out.writeStringField("keyGroupRule", manifest.keyGroupRule());
    out.writeFieldName("properties");
    OperatorJson.writeProperties(manifest.sortedProperties(), out);
    out.writeFieldName("operators");
    OperatorJson.write(manifest.operators(), out);
    out.writeEndObject();
  }

  private static final class Fields {

    private String job = "";
    private long id;
    private SnapshotKind kind = SnapshotKind.CHECKPOINT;
    private long epoch;
    private long epochStart;
    private long started;
    private long completed;
    private int maxParallelism;
    private String keyGroupRule = "";
    private Map<String, String> properties = Map.of();
    private List<OperatorSnapshot> operators = List.of();

    void read(String name, JsonFields in) {
      switch (name) {
        case "job" -> job = in.text();
        case "id" -> id = in.number(Long.MAX_VALUE);
        case "kind" -> kind = readKind(in);
        case "epoch" -> epoch = in.number(Long.MAX_VALUE);
        case "epochStart" -> epochStart = in.number(Long.MAX_VALUE);
        case "started" -> started = in.number(Long.MAX_VALUE);
        case "completed" -> completed = in.number(Long.MAX_VALUE);
        case "maxParallelism" -> maxParallelism = in.integer();
        case "keyGroupRule" -> keyGroupRule = in.text();
        case "properties" -> properties = OperatorJson.readProperties(in);
        case "operators" -> operators = new OperatorJson(in).readAll();
        default -> throw in.unknown(name);
      }
    }

    SnapshotManifest manifest() {
      return new SnapshotManifest(
          job,
          id,
          kind,
          epoch,
          epochStart,
          started,
          completed,
          maxParallelism,
          keyGroupRule,
          operators,
          properties);
    }

    private static SnapshotKind readKind(JsonFields in) {
      String label = in.text();
      for (SnapshotKind kind : SnapshotKind.values()) {
        if (kind.label().equals(label)) {
          return kind;
        }
      }
      throw in.corrupt("there is no kind '" + label + "'", null);
    }
  }
}
