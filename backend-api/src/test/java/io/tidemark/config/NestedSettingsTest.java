package io.tidemark.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NestedSettingsTest {

  private static void assertRefused(Map<String, ?> nested, String... parts) {
    assertThatThrownBy(() -> Configuration.ofNested(nested))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContainingAll(parts);
  }

  @Test
  void keysOnTheWay_areJoinedByDots() {
    Map<String, ?> nested =
        Map.of(
            "state.backend", Map.of("type", "rocksdb"),
            "execution", Map.of("checkpointing", Map.of("num-retained", 3, "incremental", true)),
            "ratio", 0.5);

    assertThat(Configuration.ofNested(nested).asMap())
        .isEqualTo(
            Map.of(
                "state.backend.type", "rocksdb",
                "execution.checkpointing.num-retained", "3",
                "execution.checkpointing.incremental", "true",
                "ratio", "0.5"));
  }

  @Test
  void list_isReadByAListOption() {
    ConfigOption<List<String>> dirs =
        ConfigOption.key("dirs").stringType().asList().describedAs("Places.");

    Configuration configuration = Configuration.ofNested(Map.of("dirs", List.of("/a", "/b;c", "")));

    assertThat(configuration.get(dirs)).containsExactly("/a", "/b;c", "");
  }

  @Test
  void emptyMap_setsNothing() {
    assertThat(Configuration.ofNested(Map.of("a", Map.of()))).isEqualTo(Configuration.empty());
  }

  @Test
  void keyWithoutValue_isRefused() {
    assertRefused(
        Map.of("state", Collections.singletonMap("backend", null)), "state.backend has no value");
  }

  @Test
  void otherKindsOfValue_areRefusedWithoutShowingThem() {
    assertRefused(Map.of("a", Map.of("b", Instant.EPOCH)), "a.b", "(Instant)", "quotes");
    assertRefused(Map.of("a", List.of(List.of("x"))), "a is set to");
  }

  @Test
  void keyThatIsNotText_isRefusedWithItsPlace() {
    assertRefused(Map.of("a", Map.of(true, "x")), "under \"a.\"", "true", "quotes");
  }

  @Test
  void twoWaysToOneKey_areRefused() {
    assertRefused(Map.of("a.b", 1, "a", Map.of("b", 2)), "a.b is set twice");
  }

  @Test
  void mapThatContainsItself_isRefused() {
    Map<String, Object> loop = new HashMap<>();
    loop.put("a", loop);
    assertRefused(loop, "nested more than 16 levels");
  }
}
