package io.tidemark.snapshot.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotLocationTest {

  @ParameterizedTest
  @ValueSource(strings = {"file:///snapshots", "file:///", "s3://bucket/a/b"})
  void uri_isTakenApartToTheSame(String root) {
    SnapshotLocation savepoint =
        SnapshotAddress.of(URI.create("s3://any/job/savepoints/daily/manifest.json"))
            .snapshot()
            .orElseThrow();
    URI uri = URI.create(savepoint.uriUnder(URI.create(root)));

    SnapshotAddress address = SnapshotAddress.of(uri);

    assertThat(address.snapshot()).isEqualTo(Optional.of(savepoint));
    assertThat(uri.getPath()).doesNotContain("//");
  }
}
