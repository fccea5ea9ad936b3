package io.tidemark.snapshot;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tidemark.snapshot.operator.OperatorStateSnapshot;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.StoreSnapshot;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Operators and their subtasks as JSON in a manifest (docs/FORMAT-MANIFEST.md). */
final class OperatorJson {

  private static final Set<String> OPERATOR = Set.of("name", "parallelism", "subtasks");
  private static final Set<String> SUBTASK = Set.of("index");

  private final JsonFields in;

  OperatorJson(JsonFields in) {
    this.in = in;
  }

  static void write(List<OperatorSnapshot> operators, JsonGenerator out) throws IOException {
    out.writeStartArray();
    for (OperatorSnapshot operator : operators) {
      out.writeStartObject();
      out.writeStringField("name", operator.name());
      out.writeNumberField("parallelism", operator.parallelism());
      out.writeArrayFieldStart("subtasks");
      for (SubtaskSnapshot subtask : operator.subtasks()) {
        write(subtask, out);
      }
      out.writeEndArray();
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  static void writeProperties(Map<String, String> properties, JsonGenerator out)
      throws IOException {
    out.writeStartObject();
    for (Map.Entry<String, String> property : properties.entrySet()) {
      out.writeStringField(property.getKey(), property.getValue());
    }
    out.writeEndObject();
  }

  static Map<String, String> readProperties(JsonFields in) {
    Map<String, String> properties = new TreeMap<>();
    in.object(Set.of(), name -> properties.put(name, in.text()));
    return properties;
  }

  List<OperatorSnapshot> readAll() {
    return in.array(this::readOperator);
  }

  private static void write(SubtaskSnapshot subtask, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeNumberField("index", subtask.index());
    StoreSnapshot keyed = subtask.keyed();
    if (keyed != null) {
      out.writeFieldName("keyed");
      StoreSnapshotFormat.write(keyed, out);
    }
    OperatorStateSnapshot operatorState = subtask.operatorState();
    if (operatorState != null) {
      out.writeFieldName("operatorState");
      OperatorStateFormat.write(operatorState, out);
    }
    if (!subtask.attachments().isEmpty()) {
      out.writeObjectFieldStart("attachments");
      for (Map.Entry<String, BlobRef> attachment : subtask.attachments().entrySet()) {
        out.writeFieldName(attachment.getKey());
        BlobJson.write(attachment.getValue(), out);
      }
      out.writeEndObject();
    }
    if (!subtask.properties().isEmpty()) {
      out.writeFieldName("properties");
      writeProperties(subtask.properties(), out);
    }
    out.writeEndObject();
  }

  private OperatorSnapshot readOperator() {
    OperatorFields fields = new OperatorFields();
    in.object(OPERATOR, fields::read);
    return in.make(fields::operator);
  }

  private SubtaskSnapshot readSubtask() {
    SubtaskFields fields = new SubtaskFields();
    in.object(SUBTASK, fields::read);
    return in.make(fields::subtask);
  }

  private final class OperatorFields {

    private String name = "";
    private int parallelism;
    private List<SubtaskSnapshot> subtasks = List.of();

    void read(String field) {
      switch (field) {
        case "name" -> name = in.text();
        case "parallelism" -> parallelism = in.integer();
        case "subtasks" -> subtasks = in.array(OperatorJson.this::readSubtask);
        default -> throw in.unknown(field);
      }
    }

    OperatorSnapshot operator() {
      return new OperatorSnapshot(name, parallelism, subtasks);
    }
  }

  private final class SubtaskFields {

    private int index;
    private @Nullable StoreSnapshot keyed;
    private @Nullable OperatorStateSnapshot operatorState;
    private final Map<String, BlobRef> attachments = new TreeMap<>();
    private Map<String, String> properties = Map.of();

    void read(String field) {
      switch (field) {
        case "index" -> index = in.integer();
        case "keyed" -> keyed = StoreSnapshotFormat.read(in.parser(), in.blob());
        case "operatorState" -> operatorState = OperatorStateFormat.read(in.parser(), in.blob());
        case "attachments" ->
            in.object(Set.of(), name -> attachments.put(name, BlobJson.readRef(in)));
        case "properties" -> properties = readProperties(in);
        default -> throw in.unknown(field);
      }
    }

    SubtaskSnapshot subtask() {
      return new SubtaskSnapshot(index, keyed, operatorState, attachments, properties);
    }
  }
}
