package io.tidemark.testkit.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.spi.StorageException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What names may be, and what they mean. */
abstract class NameContract extends StorageContract {

  NameContract(SnapshotStorageKit kit) {
    super(kit);
  }

  static Stream<String> allowed() {
    return Stream.of(
        "a",
        "a/b/c/d/e/f/g",
        "-",
        "_",
        "a..b",
        "a.",
        "x".repeat(255),
        "x".repeat(200) + "/" + "y".repeat(200) + "/" + "z".repeat(110));
  }

  static Stream<String> refused() {
    return Stream.of(
        "",
        "/",
        "/a",
        "a/",
        "a//b",
        ".",
        "..",
        "../a",
        "a/../b",
        "a/..",
        ".a",
        "a/.b",
        "a b",
        "a\\b",
        "a\0b",
        "a%2fb",
        "ä",
        "x".repeat(256),
        "a/".repeat(256) + "a");
  }

  @ParameterizedTest
  @MethodSource("allowed")
  void allowedName_isThatOfItsBlob(String name) {
    byte[] content = content(name, 10);

    put(storage, name, content);
    assertThat(get(storage, name)).isEqualTo(content);
    assertThat(names(storage, "")).containsExactly(name);
    assertThat(storage.createIfAbsent(name, content)).isFalse();
    storage.delete(List.of(name));
    assertThat(storage.createIfAbsent(name, content)).isTrue();
    assertThat(get(storage, name)).isEqualTo(content);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void otherName_isRefusedEverywhere(String name) {
    assertThatThrownBy(() -> storage.write(name).close())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> storage.read(name, 0, 0).close())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> storage.createIfAbsent(name, new byte[1]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> storage.delete(List.of(name)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(names(storage, "")).isEmpty();
  }

  @Test
  void upperAndLowerCase_areTwoNames() {
    put(storage, "job/A");
    put(storage, "job/a");

    assertThat(get(storage, "job/A")).isEqualTo(content("job/A", 10));
    assertThat(get(storage, "job/a")).isEqualTo(content("job/a", 10));
    assertThat(names(storage, "")).containsExactly("job/A", "job/a");
  }

  @Test
  void nameThatContinuesAnother_isABlobOrRefused() {
    put(storage, "a");
    boolean refused = false;
    try {
      put(storage, "a/b");
    } catch (StorageException e) {
      refused = true;
      assertThat(e.isRetryable()).isFalse();
      assertThat(e).hasMessageContaining("a/b");
    }

    assertThat(get(storage, "a")).isEqualTo(content("a", 10));
    assertThat(names(storage, ""))
        .containsExactlyElementsOf(refused ? List.of("a") : List.of("a", "a/b"));
  }

  @Test
  void nameThatAnotherContinues_isABlobOrRefused() {
    put(storage, "a/b");
    boolean refused = false;
    try {
      put(storage, "a");
    } catch (StorageException e) {
      refused = true;
      assertThat(e.isRetryable()).isFalse();
    }

    assertThat(get(storage, "a/b")).isEqualTo(content("a/b", 10));
    assertThat(names(storage, ""))
        .containsExactlyElementsOf(refused ? List.of("a/b") : List.of("a", "a/b"));
  }
}
