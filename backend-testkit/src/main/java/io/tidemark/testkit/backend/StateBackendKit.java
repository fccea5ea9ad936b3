package io.tidemark.testkit.backend;

import io.tidemark.spi.StateBackendFactory;
import io.tidemark.testkit.ListedSkips;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The contract of state backends as tests: every obligation of {@link
 * io.tidemark.spi.StateBackend}, {@link io.tidemark.spi.KeyedStore}, {@link
 * io.tidemark.spi.NamespacedState}, {@link io.tidemark.spi.TimerQueue}, {@link
 * io.tidemark.spi.StoreCapture} and {@link io.tidemark.spi.SnapshotEntries} has one that fails when
 * it is broken. A backend's module runs it by one class:
 *
 * <pre>{@code
 * class MemoryBackendKitTest extends StateBackendKit {
 *   @Override
 *   protected StateBackendFactory factory() {
 *     return new MemoryBackendFactory();
 *   }
 * }
 * }</pre>
 *
 * <p>After each test the kit looks for what was left open (captures, readers, writers, stores,
 * threads, files) and shows the stack that opened it. A test that does not apply is listed with
 * {@link io.tidemark.testkit.SkipKitTest}.
 */
@ExtendWith(ListedSkips.class)
public abstract class StateBackendKit {

  /**
   * The tag of tests of backends whose incremental snapshots hold what changed, and name earlier
   * blobs for the rest. One that always writes everything lists it as skipped.
   */
  public static final String INCREMENTAL = "incremental";

  /** The factory of the backend under test. Called for every backend that a test needs. */
  protected abstract StateBackendFactory factory();

  /** What the job's configuration says. Nothing, unless overridden. */
  protected Map<String, String> configuration() {
    return Map.of();
  }

  /**
   * What the backend holds now that it should not hold after it is closed, such as native handles
   * by name; checked after every test. Empty, unless overridden.
   */
  protected List<String> openResources() {
    return List.of();
  }

  @Nested
  final class Values extends ValueContract {
    Values() {
      super(StateBackendKit.this);
    }
  }

  @Nested
  final class Lists extends ListContract {
    Lists() {
      super(StateBackendKit.this);
    }
  }

  @Nested
  final class Maps extends MapContract {
    Maps() {
      super(StateBackendKit.this);
    }
  }

  @Nested
  final class MapWalks extends MapWalkContract {
    MapWalks() {
      super(StateBackendKit.this);
    }
  }

  @Nested
  final class Accumulators extends AccumulatorContract {
    Accumulators() {
      super(StateBackendKit.this);
    }
  }

  @Nested
  final class Namespaces extends NamespaceContract {
    Namespaces() {
      super(StateBackendKit.this);
    }
  }

  @Nested
  final class Keys extends KeyContract {
    Keys() {
      super(StateBackendKit.this);
    }
  }

  @Nested
  final class Names extends IdentityContract {
    Names() {
      super(StateBackendKit.this);
    }
  }

  @Nested
  final class Timers extends TimerContract {
    Timers() {
      super(StateBackendKit.this);
    }
  }

  @Nested
  final class Snapshots extends SnapshotContract {
    Snapshots() {
      super(StateBackendKit.this);
    }
  }

  @Nested
  final class Captures extends CaptureContract {
    Captures() {
      super(StateBackendKit.this);
    }
  }

  @Nested
  final class Increments extends IncrementContract {
    Increments() {
      super(StateBackendKit.this);
    }
  }

  @Nested
  final class Outcomes extends OutcomeContract {
    Outcomes() {
      super(StateBackendKit.this);
    }
  }

  @Nested
  final class Rescaling extends RescaleContract {
    Rescaling() {
      super(StateBackendKit.this);
    }
  }

  @Nested
  final class UnopenedStates extends UnopenedContract {
    UnopenedStates() {
      super(StateBackendKit.this);
    }
  }

  @Nested
  final class Entries extends EntriesContract {
    Entries() {
      super(StateBackendKit.this);
    }
  }

  @Nested
  final class Failures extends FailureContract {
    Failures() {
      super(StateBackendKit.this);
    }
  }

  @Nested
  final class ExpiringState extends TimeToLiveContract {
    ExpiringState() {
      super(StateBackendKit.this);
    }
  }

  @Nested
  final class ExpiringSnapshots extends ExpiringSnapshotContract {
    ExpiringSnapshots() {
      super(StateBackendKit.this);
    }
  }

  @Nested
  final class Evolution extends EvolutionContract {
    Evolution() {
      super(StateBackendKit.this);
    }
  }

  @Nested
  final class MutableValues extends MutableContract {
    MutableValues() {
      super(StateBackendKit.this);
    }
  }

  @Nested
  final class Ownership extends OwnershipContract {
    Ownership() {
      super(StateBackendKit.this);
    }
  }

  @Nested
  final class Damage extends DamageContract {
    Damage() {
      super(StateBackendKit.this);
    }
  }

  @Nested
  final class RandomJobs extends ModelContract {
    RandomJobs() {
      super(StateBackendKit.this);
    }
  }
}
