package io.tidemark.snapshot.repository;

import io.tidemark.TidemarkException;
import io.tidemark.snapshot.RecoveryOptions.Damaged;
import io.tidemark.spi.SnapshotVersionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the newest checkpoint of a job's history with which a check finds nothing wrong. */
final class NewestWhole {

  private static final Logger LOG = LoggerFactory.getLogger(NewestWhole.class);

  private final JobStorage job;
  private final Function<FoundSnapshot, Optional<TidemarkException>> check;

  /**
   * Makes a search.
   *
   * @param check says what is wrong with a snapshot
   */
  NewestWhole(JobStorage job, Function<FoundSnapshot, Optional<TidemarkException>> check) {
    this.job = job;
    this.check = check;
  }

  /** Looks at all; if none is whole, that is an error. */
  Recovery find(Damaged policy) {
    Recovery recovery = findFrom(0, policy);
    if (recovery.snapshot().isEmpty() && recovery.fellBack()) {
      throw newestDamage(recovery.skipped());
    }
    return recovery;
  }

  /** Looks at those with an id from {@code first} on, of which perhaps none is whole. */
  Recovery findFrom(long first, Damaged policy) {
    List<FoundSnapshot> history = Survey.take(job).inHistory();
    List<FoundSnapshot> skipped = new ArrayList<>();
    for (int i = history.size() - 1; i >= 0 && history.get(i).id() >= first; i--) {
      FoundSnapshot found = history.get(i);
      Optional<TidemarkException> damage = check.apply(found);
      if (damage.isEmpty()) {
        return new Recovery(found.snapshot(), skipped);
      }
      if (policy == Damaged.FAIL || damage.get() instanceof SnapshotVersionException) {
        throw damage.get();
      }
      LOG.warn(
          "Job '{}': checkpoint {} is damaged and passed over: {}",
          job.job(),
          found.id(),
          damage.get().getMessage());
      skipped.add(found.withDamage(damage.get()));
    }
    return new Recovery(Optional.empty(), skipped);
  }

  private static TidemarkException newestDamage(List<FoundSnapshot> skipped) {
    TidemarkException newest = skipped.get(0).damage().orElseThrow();
    skipped.stream()
        .skip(1)
        .flatMap(older -> older.damage().stream())
        .filter(older -> older != newest)
        .forEach(newest::addSuppressed);
    return newest;
  }
}
