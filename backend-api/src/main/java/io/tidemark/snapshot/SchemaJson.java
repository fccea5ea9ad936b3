package io.tidemark.snapshot;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tidemark.serialization.TypeDescription;
import io.tidemark.spi.StateKind;
import io.tidemark.spi.StateSchema;
import io.tidemark.spi.StoreSchema;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Schemas as JSON (docs/FORMAT.md). */
final class SchemaJson {

  private static final Set<String> STORE = Set.of("key", "states");
  private static final Set<String> STATE = Set.of("name", "kind", "namespace", "value", "expiring");

  private SchemaJson() {}

  static void write(StoreSchema schema, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeStringField("key", schema.key().text());
    out.writeArrayFieldStart("states");
    for (StateSchema state : schema.states()) {
      write(state, out);
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static void write(StateSchema state, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeStringField("name", state.name());
    out.writeStringField("kind", state.kind().label());
    out.writeStringField("namespace", state.namespace().text());
    TypeDescription userKey = state.userKey();
    if (userKey != null) {
      out.writeStringField("userKey", userKey.text());
    }
    out.writeStringField("value", state.value().text());
    out.writeBooleanField("expiring", state.expiring());
    out.writeEndObject();
  }

  static StoreSchema read(JsonFields in) {
    StoreFields fields = new StoreFields();
    in.object(STORE, name -> fields.read(name, in));
    return new StoreSchema(fields.key, fields.states);
  }

  static TypeDescription readType(JsonFields in) {
    String text = in.text();
    return in.make(() -> TypeDescription.parse(text));
  }

  private static StateSchema readState(JsonFields in) {
    StateFields fields = new StateFields();
    in.object(STATE, name -> fields.read(name, in));
    return in.make(fields::schema);
  }

  private static StateKind readKind(JsonFields in) {
    String label = in.text();
    for (StateKind kind : StateKind.values()) {
      if (kind.label().equals(label)) {
        return kind;
      }
    }
    throw in.corrupt("there is no kind of state '" + label + "'", null);
  }

  private static final class StoreFields {

    private TypeDescription key = TypeDescription.Scalar.UNIT;
    private List<StateSchema> states = List.of();

    void read(String name, JsonFields in) {
      switch (name) {
        case "key" -> key = readType(in);
        case "states" -> states = in.array(() -> readState(in));
        default -> throw in.unknown(name);
      }
    }
  }

  private static final class StateFields {

    private String name = "";
    private StateKind kind = StateKind.VALUE;
    private TypeDescription namespace = TypeDescription.Scalar.UNIT;
    private @Nullable TypeDescription userKey;
    private TypeDescription value = TypeDescription.Scalar.UNIT;
    private boolean expiring;

    void read(String field, JsonFields in) {
      switch (field) {
        case "name" -> name = in.text();
        case "kind" -> kind = readKind(in);
        case "namespace" -> namespace = readType(in);
        case "userKey" -> userKey = readType(in);
        case "value" -> value = readType(in);
        case "expiring" -> expiring = in.flag();
        default -> throw in.unknown(field);
      }
    }

    StateSchema schema() {
      return new StateSchema(name, kind, namespace, userKey, value, expiring);
    }
  }
}
