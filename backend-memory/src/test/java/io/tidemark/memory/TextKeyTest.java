package io.tidemark.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.serialization.Serializers;
import io.tidemark.spi.KeyedStore;
import io.tidemark.state.MapState;
import io.tidemark.state.StateDescriptor;
import java.util.Iterator;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TextKeyTest {

  @Test
  void probeThatWasCopied_staysAtItsTextWhenTheOtherIsAimedElsewhere() {
    Probe probe = new Probe();
    probe.ownText().set("some text that takes more words than a row has", Serializers.STRING);
    Probe copy = probe.copy();
    assertThat(copy.isSameKey(probe)).isTrue();
    probe.ownText().set("another text that takes more words than a row has", Serializers.STRING);
    assertThat(copy.isSameKey(probe)).isFalse();
    copy.ownText().set("another text that takes more words than a row has", Serializers.STRING);
    assertThat(copy.isSameKey(probe)).isTrue();
  }

  @Test
  void shorterTextAfterALongerOne_hasNothingOfIt() {
    TextKey text = new TextKey();
    text.set("some text that takes more words than a row has", Serializers.STRING);
    text.set("short", Serializers.STRING);
    TextKey other = new TextKey();
    other.set("short", Serializers.STRING);
    assertThat(text.words()).isEqualTo(1);
    assertThat(text.hash()).isEqualTo(other.hash());
    assertThat(text.isSame(other)).isTrue();
  }

  @Test
  void entryRemovedByAWalkWhenAnotherTextIsCurrent_isThatOfTheWalksKey() {
    MemoryStores stores = new MemoryStores();
    KeyedStore<String> store = stores.open(Serializers.STRING);
    MapState<String, Long> map =
        store.state(StateDescriptor.map("map", Serializers.STRING, Serializers.LONG));
    for (String key : new String[] {"first", "second"}) {
      stores.select(store, key);
      map.put("a", 1L);
      map.put("b", 2L);
    }
    stores.select(store, "first");
    Iterator<Map.Entry<String, Long>> walk = map.iterator();
    walk.next();
    stores.select(store, "second");
    walk.remove();
    assertThat(map.get("a")).isEqualTo(1L);
    stores.select(store, "first");
    assertThat(map.get("a")).isNull();
    assertThat(map.get("b")).isEqualTo(2L);
  }
}
