package io.tidemark.testkit.model;

import io.tidemark.state.TimeToLive;
import io.tidemark.state.TimeToLive.Refresh;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What all states hold, as plain maps: at each address values by an index, which is a map's key, an
 * element's place in its list, or 0.
 */
final class Contents {

  private final Map<String, TimeToLive> timesToLive;
  private final InstantSource clock;
  private final NavigableMap<Address, NavigableMap<Long, Stamped>> values = new TreeMap<>();

  Contents(Map<String, TimeToLive> timesToLive, InstantSource clock) {
    this.timesToLive = timesToLive;
    this.clock = clock;
  }

  private record Stamped(Object value, long stamp) {}

  Contents copy() {
    Contents copy = new Contents(timesToLive, clock);
    values.forEach((address, held) -> copy.values.put(address, new TreeMap<>(held)));
    return copy;
  }

  /** The living values at an address by their index, as somebody sees who reads them. */
  SortedMap<Long, Object> read(Address address) {
    SortedMap<Long, Object> read = peek(address);
    read.forEach((index, value) -> touch(address, index, value));
    return read;
  }

  /** The living value under an index, as somebody sees who reads it. */
  @Nullable Object read(Address address, long index) {
    Object value = peek(address).get(index);
    if (value != null) {
      touch(address, index, value);
    }
    return value;
  }

  /** The living values at an address, without any effect on their time to live. */
  SortedMap<Long, Object> peek(Address address) {
    SortedMap<Long, Object> living = new TreeMap<>();
    NavigableMap<Long, Stamped> held = values.getOrDefault(address, new TreeMap<>());
    held.forEach(
        (index, stamped) -> {
          if (isAlive(address, stamped)) {
            living.put(index, stamped.value());
          }
        });
    return living;
  }

  void put(Address address, long index, Object value) {
    NavigableMap<Long, Stamped> held = values.computeIfAbsent(address, absent -> new TreeMap<>());
    long stamp = clock.millis();
    Stamped before = held.get(index);
    if (before != null && isAlive(address, before) && refresh(address) == Refresh.ON_CREATE) {
      stamp = before.stamp();
    }
    held.put(index, new Stamped(value, stamp));
  }

  void append(Address address, Object value) {
    NavigableMap<Long, Stamped> held = values.get(address);
    put(address, held == null || held.isEmpty() ? 0 : held.lastKey() + 1, value);
  }

  /**
   * Moves what is alive at an address to another one, with its time to live.
   *
   * @param appended whether it goes behind what is there, under other indexes
   */
  void move(Address from, Address target, boolean appended) {
    NavigableMap<Long, Stamped> moved = values.getOrDefault(from, new TreeMap<>());
    moved.values().removeIf(stamped -> !isAlive(from, stamped));
    if (!moved.isEmpty()) {
      NavigableMap<Long, Stamped> held = values.computeIfAbsent(target, absent -> new TreeMap<>());
      moved.forEach(
          (index, stamped) ->
              held.put(appended ? held.isEmpty() ? 0 : held.lastKey() + 1 : index, stamped));
    }
    values.remove(from);
  }

  void remove(Address address, long index) {
    NavigableMap<Long, Stamped> held = values.get(address);
    if (held != null) {
      held.remove(index);
    }
  }

  void clear(Address address) {
    values.remove(address);
  }

  /** The addresses of a state at which something is alive. */
  List<Address> addresses(String state) {
    List<Address> addresses = new ArrayList<>();
    for (Address address : values.keySet()) {
      if (address.state().equals(state) && !peek(address).isEmpty()) {
        addresses.add(address);
      }
    }
    return addresses;
  }

  private void touch(Address address, long index, Object value) {
    if (refresh(address) == Refresh.ON_READ_AND_WRITE) {
      put(address, index, value);
    }
  }

  private boolean isAlive(Address address, Stamped stamped) {
    TimeToLive timeToLive = timesToLive.get(address.state());
    return timeToLive == null
        || clock.millis() - stamped.stamp() < timeToLive.duration().toMillis();
  }

  private @Nullable Refresh refresh(Address address) {
    TimeToLive timeToLive = timesToLive.get(address.state());
    return timeToLive == null ? null : timeToLive.refresh();
  }
}
