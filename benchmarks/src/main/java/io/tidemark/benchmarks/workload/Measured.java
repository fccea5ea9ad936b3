package io.tidemark.benchmarks.workload;

import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.runner.IterationType;

/** Something that is measured in turns. Subclasses load it, use it, and note facts. */
@State(Scope.Benchmark)
public abstract class Measured {

  private final Turns turns = Workplace.current().turns();
  private final Map<String, Double> facts = new TreeMap<>();

  /** Opens and loads what is measured; before everything else. */
  @Setup(Level.Trial)
  public void beginTrial() {
    load();
  }

  /** Waits for this process's turn where the iteration counts. */
  @Setup(Level.Iteration)
  public void awaitTurn(IterationParams iteration) {
    boolean counts = iteration.getType() == IterationType.MEASUREMENT;
    if (counts) {
      turns.awaitPreparation();
    }
    facts.clear();
    prepare();
    if (counts) {
      turns.awaitTurn();
    }
    begin();
  }

  /** Hands the turn over. */
  @TearDown(Level.Iteration)
  public void endTurn(IterationParams iteration) {
    end();
    if (iteration.getType() == IterationType.MEASUREMENT) {
      turns.end(Map.copyOf(facts));
    }
  }

  /** Closes what was opened. */
  @TearDown(Level.Trial)
  public void endTrial() {
    unload();
  }

  /** Opens and fills what is measured. */
  abstract void load();

  /** Gets an iteration ready, while others get theirs ready. */
  void prepare() {}

  /** Begins an iteration, alone but not timed. */
  void begin() {}

  /** Ends an iteration, alone but not timed. */
  void end() {}

  /** Closes what is measured. */
  abstract void unload();

  /** Notes something of this iteration besides its time. */
  final void note(String fact, double value) {
    facts.put(fact, value);
  }
}
