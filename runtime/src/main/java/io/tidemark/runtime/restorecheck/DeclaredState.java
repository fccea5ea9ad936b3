package io.tidemark.runtime.restorecheck;

import io.tidemark.runtime.restorecheck.StateFinding.Verdict;
import io.tidemark.serialization.Compatibility;
import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.TypeDescription;
import io.tidemark.snapshot.entries.SnapshotState;
import io.tidemark.snapshot.entries.StateId;
import io.tidemark.snapshot.operator.OperatorStateMode;
import io.tidemark.spi.StateKind;
import io.tidemark.spi.StateSchema;
import io.tidemark.state.StateDescriptor;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A state that an operator asked for.
 *
 * @param id which
 * @param kind what it is
 * @param mode how operator state is dealt out, null for keyed state
 * @param namespace the type of its namespaces
 * @param userKey the type of a map's keys, else null
 * @param value the serializer of its values, null for timers
 */
record DeclaredState(
    StateId id,
    StateKind kind,
    @Nullable OperatorStateMode mode,
    TypeDescription namespace,
    @Nullable TypeDescription userKey,
    @Nullable Serializer<?> value) {

  static DeclaredState keyed(
      String operator, StateDescriptor<?> descriptor, TypeDescription namespace) {
    StateId id = new StateId(operator, StateId.Scope.KEYED, descriptor.name());
    if (descriptor instanceof StateDescriptor.OfValue<?> of) {
      return new DeclaredState(id, StateKind.VALUE, null, namespace, null, of.serializer());
    } else if (descriptor instanceof StateDescriptor.OfList<?> of) {
      return new DeclaredState(id, StateKind.LIST, null, namespace, null, of.element());
    } else if (descriptor instanceof StateDescriptor.OfMap<?, ?> of) {
      return new DeclaredState(
          id, StateKind.MAP, null, namespace, of.key().description(), of.value());
    } else if (descriptor instanceof StateDescriptor.OfReducing<?> of) {
      return new DeclaredState(id, StateKind.REDUCING, null, namespace, null, of.serializer());
    }
    StateDescriptor.OfAggregating<?, ?, ?> of = (StateDescriptor.OfAggregating<?, ?, ?>) descriptor;
    return new DeclaredState(id, StateKind.AGGREGATING, null, namespace, null, of.accumulator());
  }

  static DeclaredState timers(String operator, String name, TypeDescription namespace) {
    StateId id = new StateId(operator, StateId.Scope.TIMERS, name);
    return new DeclaredState(id, StateKind.TIMERS, null, namespace, null, null);
  }

  static DeclaredState ofOperator(
      String operator,
      String name,
      OperatorStateMode mode,
      @Nullable Serializer<?> key,
      Serializer<?> value) {
    return new DeclaredState(
        new StateId(operator, StateId.Scope.OPERATOR, name),
        key == null ? StateKind.LIST : StateKind.MAP,
        mode,
        TypeDescription.Scalar.UNIT,
        key == null ? null : key.description(),
        value);
  }

  /**
   * What becomes of what the snapshot has.
   *
   * @param written the state as the snapshot has it, null if it does not
   */
  StateFinding against(@Nullable SnapshotState written) {
    if (written == null) {
      return finding(Verdict.NEW, "");
    }
    StateSchema old = written.schema();
    if (old.kind() != kind || written.mode() != mode) {
      return finding(
          Verdict.REFUSED,
          "it was "
              + kindOf(written.mode(), old.kind())
              + " and is "
              + kindOf(mode, kind)
              + "; a state keeps its kind: give the new one another name");
    }
    if (!old.namespace().equals(namespace)) {
      return finding(
          Verdict.REFUSED, "its namespaces were " + old.namespace() + " and are " + namespace);
    }
    if (!Objects.equals(old.userKey(), userKey)) {
      return finding(
          Verdict.REFUSED, "the keys of the map were " + old.userKey() + " and are " + userKey);
    }
    return value == null ? finding(Verdict.RESTORED, "") : against(value, old.value());
  }

  private <T> StateFinding against(Serializer<T> serializer, TypeDescription written) {
    Compatibility<T> compatibility = serializer.resolve(written);
    if (compatibility instanceof Compatibility.Incompatible<T> incompatible) {
      return finding(
          Verdict.REFUSED,
          "its values were "
              + written
              + " and are "
              + serializer.description()
              + ": "
              + incompatible.reason());
    }
    return compatibility instanceof Compatibility.Migrate<T>
        ? finding(Verdict.MIGRATED, "from " + written + " to " + serializer.description())
        : finding(Verdict.RESTORED, "");
  }

  private StateFinding finding(Verdict verdict, String detail) {
    return new StateFinding(id.operator(), id.name(), verdict, detail);
  }

  private static String kindOf(@Nullable OperatorStateMode mode, StateKind kind) {
    return mode == null ? kind.label() : mode.label() + " " + kind.label();
  }
}
