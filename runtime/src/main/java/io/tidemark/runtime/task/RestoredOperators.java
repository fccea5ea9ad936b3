package io.tidemark.runtime.task;

import io.tidemark.snapshot.OperatorSnapshot;
import io.tidemark.snapshot.SubtaskSnapshot;
import io.tidemark.snapshot.operator.OperatorStateRestore;
import io.tidemark.snapshot.operator.OperatorStateSnapshot;
import io.tidemark.snapshot.operator.OperatorStateStore;
import io.tidemark.snapshot.repository.StoredSnapshot;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.StoreRestore;
import io.tidemark.spi.StoreSnapshot;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** What one subtask finds of each operator in the restored snapshot. */
final class RestoredOperators {

  private final Attempt attempt;
  private final int subtask;
  private final int parallelism;

  RestoredOperators(Attempt attempt, int subtask, int parallelism) {
    this.attempt = attempt;
    this.subtask = subtask;
    this.parallelism = parallelism;
  }

  OperatorStateStore operatorStates(String operator) {
    List<OperatorStateSnapshot> states =
        subtasks(operator).stream()
            .map(
                part ->
                    Objects.requireNonNullElse(part.operatorState(), OperatorStateSnapshot.empty()))
            .toList();
    return OperatorStateStore.open(
        new OperatorStateRestore(operator, subtask, parallelism, states, attempt.source()));
  }

  /**
   * The place of this same subtask among those that have a part in an operator's snapshot; empty if
   * the operator had another parallelism, or the subtask no part.
   */
  OptionalInt ownPart(String operator) {
    return attempt.restored().stream()
        .filter(one -> one.name().equals(operator))
        .flatMapToInt(one -> ownPart(one, subtask, parallelism).stream())
        .findFirst();
  }

  static OptionalInt ownPart(OperatorSnapshot operator, int subtask, int parallelism) {
    return operator.parallelism() == parallelism
        ? IntStream.range(0, operator.subtasks().size())
            .filter(place -> operator.subtasks().get(place).index() == subtask)
            .findFirst()
        : OptionalInt.empty();
  }

  StoreRestore keyed(String operator, KeyGroupRange keyGroups) {
    List<StoreSnapshot> overlapping =
        subtasks(operator).stream()
            .map(SubtaskSnapshot::keyed)
            .filter(Objects::nonNull)
            .filter(snapshot -> snapshot.keyGroups().overlaps(keyGroups))
            .toList();
    boolean claimed =
        attempt.claimed() && overlapping.stream().allMatch(StoredSnapshot::mayBeBuiltOn);
    return new StoreRestore(overlapping, attempt.source(), claimed);
  }

  private List<SubtaskSnapshot> subtasks(String operator) {
    return attempt.restored().stream()
        .filter(one -> one.name().equals(operator))
        .findFirst()
        .map(OperatorSnapshot::subtasks)
        .orElse(List.of());
  }
}
