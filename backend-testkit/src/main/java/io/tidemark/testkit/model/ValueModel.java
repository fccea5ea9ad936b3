package io.tidemark.testkit.model;

import io.tidemark.serialization.Serializers;
import io.tidemark.state.State;
import io.tidemark.state.StateDescriptor;
import io.tidemark.state.TimeToLive;
import io.tidemark.state.ValueState;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Values of bytes, which users change in place before they put them back. */
final class ValueModel extends StateModel {

  ValueModel(String name, Space space, @Nullable TimeToLive timeToLive) {
    super(name, space, timeToLive);
  }

  @Override
  StateDescriptor<? extends State> descriptor() {
    return new StateDescriptor.OfValue<>(name(), Serializers.BYTES, timeToLive());
  }

  @Override
  String operate(
      Random random, ModelStore store, Contents contents, Address address, Runnable aside) {
    ValueState<byte[]> state = store.at(this, address);
    int choice = random.nextInt(10);
    if (choice < 3) {
      requireEqual("value", text(state.value()), contents.read(address, 0));
      return "value";
    }
    if (choice < 6) {
      String text = "value " + random.nextInt(1_000) + "x".repeat(random.nextInt(40));
      state.update(bytes(text));
      contents.put(address, 0, text);
      return "update " + text;
    }
    if (choice < 8) {
      byte[] value = state.value();
      requireEqual("value", text(value), contents.read(address, 0));
      if (value != null && value.length > 0) {
        value[value.length - 1] = (byte) ('a' + random.nextInt(26));
        state.update(value);
        contents.put(address, 0, new String(value, StandardCharsets.UTF_8));
      }
      return "change in place";
    }
    if (choice < 9) {
      state.clear();
    } else {
      state.update(null);
    }
    contents.clear(address);
    return "clear";
  }

  @Override
  SortedMap<Long, Object> read(ModelStore store, Address address) {
    ValueState<byte[]> state = store.at(this, address);
    SortedMap<Long, Object> read = new TreeMap<>();
    String text = text(state.value());
    if (text != null) {
      read.put(0L, text);
    }
    return read;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static @Nullable String text(byte @Nullable [] bytes) {
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }
}
