package io.tidemark.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.spi.SnapshotStorage;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReadmeTest {

  private static final Pattern BLOCK =
      Pattern.compile("<!-- run by ReadmeTest -->\\s*```yaml\\n(.*?)```", Pattern.DOTALL);

  @Test
  void fiveLines_openAStorage() throws Exception {
    Path readme =
        Path.of(System.getProperty("tidemark.root", "..")).resolve("backend-s3/README.md");
    Matcher block = BLOCK.matcher(Files.readString(readme));
    assertThat(block.find()).isTrue();
    List<String> lines = block.group(1).lines().toList();
    assertThat(lines).hasSize(5);
    Map<String, String> configuration = new LinkedHashMap<>();
    for (String line : lines) {
      configuration.put(line.split(": ")[0], line.split(": ")[1]);
    }
    // The reader's own server, bucket and keys are those of the tests.
    assertThat(configuration.replace("s3.endpoint", S3Server.endpoint().toString())).isNotNull();
    assertThat(configuration.replace("s3.access-key", S3Server.ACCESS_KEY)).isNotNull();
    assertThat(configuration.replace("s3.secret-key", S3Server.SECRET_KEY)).isNotNull();
    String root = configuration.remove("execution.checkpointing.dir");
    assertThat(root).isEqualTo("s3://bucket/jobs");

    try (SnapshotStorage storage =
        Opened.open(URI.create("s3://" + S3Server.BUCKET + "/readme"), configuration)) {
      assertThat(storage.createIfAbsent("job/epochs/1", new byte[] {1})).isTrue();
      assertThat(Opened.get(storage, "job/epochs/1")).containsExactly(1);
    }
  }
}
