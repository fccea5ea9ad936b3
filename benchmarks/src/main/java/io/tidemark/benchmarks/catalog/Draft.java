package io.tidemark.benchmarks.catalog;

import io.tidemark.benchmarks.driver.ClassPath;
import io.tidemark.benchmarks.driver.Contender;
import io.tidemark.benchmarks.driver.Effort;
import io.tidemark.benchmarks.driver.Experiment;
import io.tidemark.benchmarks.driver.Storage;
import io.tidemark.benchmarks.result.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An experiment on its way: what its contenders have in common is said once. */
final class Draft {

  private final String name;
  private final String benchmark;
  private final Map<String, String> params = new TreeMap<>();
  private final List<String> peers = new ArrayList<>();
  private final List<Contender> others = new ArrayList<>();
  private Effort effort = Effort.rate();
  private boolean headline;
  private Storage storage = Storage.LOCAL_DISK;
  private int loadSeconds = 3;

  private Draft(String name, String benchmark) {
    this.name = name;
    this.benchmark = benchmark;
  }

  static Draft of(String name, String benchmark) {
    return new Draft(name, benchmark);
  }

  Draft param(String param, Object value) {
    params.put(param, value.toString());
    return this;
  }

  Draft peers(String... names) {
    peers.addAll(List.of(names));
    return this;
  }

  /** Puts a copy of so many bytes beside the peers. */
  Draft besideCopyOf(long bytes) {
    others.add(Contender.fileCopy(bytes));
    return this;
  }

  /** Puts a peer beside the others that differs from them in one parameter. */
  Draft beside(String contender, String peer, String param, Object value) {
    Map<String, String> differing = new TreeMap<>(params);
    differing.put("peer", peer);
    differing.put(param, value.toString());
    others.add(new Contender(contender, ClassPath.ofPeer(peer), benchmark, differing));
    return this;
  }

  Draft effort(Effort newEffort) {
    effort = newEffort;
    return this;
  }

  /** Makes it one of those that give a first impression. */
  Draft headline() {
    headline = true;
    return this;
  }

  /** Has snapshots go to a storage other than the local disk. */
  Draft on(Storage newStorage) {
    storage = newStorage;
    return this;
  }

  /** Says about how long starting and loading take, where it is not a few seconds. */
  Draft loading(int seconds) {
    loadSeconds = seconds;
    return this;
  }

  /** Puts the bare moving of so many bytes beside the peers. */
  Draft besideTransfer(String direction, long bytes, String... movers) {
    for (String mover : movers) {
      others.add(
          Contender.peer(
              mover, "TransferBenchmark." + direction, Map.of("keys", Long.toString(bytes))));
    }
    return this;
  }

  Experiment rows(Row... rows) {
    List<Contender> contenders = new ArrayList<>();
    peers.forEach(peer -> contenders.add(Contender.peer(peer, benchmark, params)));
    contenders.addAll(others);
    return new Experiment(name, contenders, effort, List.of(rows), headline, storage, loadSeconds);
  }
}
