package io.tidemark.snapshot;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tidemark.snapshot.operator.OperatorStateSnapshot;
import io.tidemark.spi.StorageException;
import io.tidemark.spi.StoreSnapshot;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
  private static final Set<String> OPERATOR = Set.of("name", "parallelism", "subtasks");
  private static final Set<String> SUBTASK = Set.of("index");

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
    out.writeObjectFieldStart("properties");
    for (Map.Entry<String, String> property : manifest.sortedProperties().entrySet()) {
      out.writeStringField(property.getKey(), property.getValue());
    }
    out.writeEndObject();
    out.writeArrayFieldStart("operators");
    for (OperatorSnapshot operator : manifest.operators()) {
      write(operator, out);
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static void write(OperatorSnapshot operator, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeStringField("name", operator.name());
    out.writeNumberField("parallelism", operator.parallelism());
    out.writeArrayFieldStart("subtasks");
    for (SubtaskSnapshot subtask : operator.subtasks()) {
      out.writeStartObject();
      out.writeNumberField("index", subtask.index());
      if (subtask.keyed() != null) {
        out.writeFieldName("keyed");
        StoreSnapshotFormat.write(subtask.keyed(), out);
      }
      if (subtask.operatorState() != null) {
        out.writeFieldName("operatorState");
        OperatorStateFormat.write(subtask.operatorState(), out);
      }
      out.writeEndObject();
    }
    out.writeEndArray();
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
    private final Map<String, String> properties = new HashMap<>();
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
        case "properties" -> in.object(Set.of(), property -> properties.put(property, in.text()));
        case "operators" -> operators = in.array(() -> readOperator(in));
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

    private static OperatorSnapshot readOperator(JsonFields in) {
      OperatorFields fields = new OperatorFields();
      in.object(OPERATOR, name -> fields.read(name, in));
      return new OperatorSnapshot(fields.name, fields.parallelism, fields.subtasks);
    }
  }

  private static final class OperatorFields {

    private String name = "";
    private int parallelism;
    private List<SubtaskSnapshot> subtasks = List.of();

    void read(String field, JsonFields in) {
      switch (field) {
        case "name" -> name = in.text();
        case "parallelism" -> parallelism = in.integer();
        case "subtasks" -> subtasks = in.array(() -> readSubtask(in));
        default -> throw in.unknown(field);
      }
    }

    private static SubtaskSnapshot readSubtask(JsonFields in) {
      SubtaskFields fields = new SubtaskFields();
      in.object(SUBTASK, name -> fields.read(name, in));
      return new SubtaskSnapshot(fields.index, fields.keyed, fields.operatorState);
    }
  }

  private static final class SubtaskFields {

    private int index;
    private @Nullable StoreSnapshot keyed;
    private @Nullable OperatorStateSnapshot operatorState;

    void read(String field, JsonFields in) {
      switch (field) {
        case "index" -> index = in.integer();
        case "keyed" -> keyed = StoreSnapshotFormat.read(in.parser(), in.blob());
        case "operatorState" -> operatorState = OperatorStateFormat.read(in.parser(), in.blob());
        default -> throw in.unknown(field);
      }
    }
  }
}
