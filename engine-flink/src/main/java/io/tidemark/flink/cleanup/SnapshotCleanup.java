package io.tidemark.flink.cleanup;

import io.tidemark.flink.savepoint.LocalBlobs;
import io.tidemark.spi.SnapshotEntries;
import io.tidemark.spi.StoreCapture;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.flink.runtime.state.StateSnapshotTransformer.StateSnapshotTransformFactory;

/**
 * Knows which states of a keyed backend have their expired values left out of snapshots of
 * everything. Belongs to the task's thread.
 */
public final class SnapshotCleanup {

  private final Function<String, SnapshotEntries> formats;
  private final Supplier<LocalBlobs> places;
  private final Map<String, StateSnapshotTransformFactory<?>> rules = new HashMap<>();

  /**
   * Begins without any.
   *
   * @param formats finds what walks snapshots of a format
   * @param places makes empty places for what is still to be cleaned
   */
  public SnapshotCleanup(Function<String, SnapshotEntries> formats, Supplier<LocalBlobs> places) {
    this.formats = formats;
    this.places = places;
  }

  /** Notes a state, and by which of Flink's rules its values are left out, if any are. */
  public void note(String state, StateSnapshotTransformFactory<?> rule) {
    if (rule.createForSerializedState().isPresent()) {
      rules.put(state, rule);
    } else {
      rules.remove(state);
    }
  }

  /**
   * The capture that writes what {@code whole} would, without what is to be left out.
   *
   * @param whole a capture of everything in the portable format, closed by the one that is returned
   */
  public StoreCapture cleaned(StoreCapture whole) {
    if (rules.isEmpty()) {
      return whole;
    }
    Map<String, ExpiredValues> ofCapture = new HashMap<>();
    rules.forEach((state, rule) -> ofCapture.put(state, new ExpiredValues(rule)));
    return new CleanedCapture(whole, ofCapture, places.get(), formats);
  }
}
