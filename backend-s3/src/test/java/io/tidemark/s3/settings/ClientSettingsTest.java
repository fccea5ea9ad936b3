package io.tidemark.s3.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.config.Configuration;
import io.tidemark.s3.object.Payload;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientSettingsTest {

  @Test
  void settings_areShownWithoutSecrets() {
    Map<String, String> configuration =
        Map.of(
            "s3.access-key", "an-access-key",
            "s3.secret-key", "a-key-that-nobody-may-see",
            "s3.session-token", "a-token-that-nobody-may-see");

    String shown = ClientSettings.of(Configuration.of(configuration)).toString();

    assertThat(shown)
        .contains("the keys of s3.access-key and s3.secret-key")
        .doesNotContain(configuration.values());
  }

  /** What no client signs, and no server would check, has a checksum of its own. */
  @ParameterizedTest
  @CsvSource({
    "http://server, s3.client, sdk2, SIGNED_SHA256",
    "HTTP://server, s3.client, sdk2, SIGNED_SHA256",
    "https://server, s3.client, sdk2, MD5",
    ", s3.client, sdk2, MD5",
    "http://server, s3.anonymous, true, MD5",
    "http://server, s3.client, sdk1, MD5",
    "http://server, s3.request-checksums, when-supported, CRC32C",
    "https://server, s3.request-checksums, when-supported, CRC32C"
  })
  void bodies_haveTheChecksumThatTheServerChecks(
      String endpoint, String key, String value, Payload.Checksum checksum) {
    Map<String, String> configuration = new TreeMap<>(Map.of(key, value));
    if (endpoint != null) {
      configuration.put("s3.endpoint", endpoint);
    }
    assertThat(ClientSettings.of(Configuration.of(configuration)).checksum()).isEqualTo(checksum);
  }
}
