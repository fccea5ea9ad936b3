package io.tidemark.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.config.Configuration;
import io.tidemark.config.InvalidConfigurationException;
import io.tidemark.runtime.time.SystemTime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TokenFileTest {

  @TempDir private Path folder;
  private final MonitorToken token = MonitorToken.make(new SecureRandom());

  private static String mode(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void token_isReadByItsOwnerOnly() throws Exception {
    TokenFile file = TokenFile.ofPort(folder.resolve("run"), 8081);
    file.write(token);

    assertThat(file.path()).isEqualTo(folder.resolve("run/8081.token"));
    assertThat(mode(file.path())).isEqualTo("rw-------");
    assertThat(mode(file.path().getParent())).isEqualTo("rwx------");
    assertThat(file.read().secret()).isEqualTo(token.secret());
    assertThat(folder.resolve("run")).isDirectoryContaining(path -> path.equals(file.path()));
  }

  @Test
  void fileOfAnOlderMonitor_isReplaced_andItsModeWithIt() throws Exception {
    TokenFile file = TokenFile.ofPort(folder, 1);
    Files.writeString(file.path(), "older");
    file.write(token);

    assertThat(mode(file.path())).isEqualTo("rw-------");
    assertThat(file.read().secret()).isEqualTo(token.secret());
  }

  @Test
  void removal_sparesTheFileOfASuccessor() {
    TokenFile file = TokenFile.ofPort(folder, 1);
    file.write(token);
    MonitorToken successor = MonitorToken.make(new SecureRandom());
    file.write(successor);
    file.removeIfHolding(token);
    assertThat(file.read().secret()).isEqualTo(successor.secret());

    file.removeIfHolding(successor);
    assertThat(file.path()).doesNotExist();
    file.removeIfHolding(successor);
  }

  @Test
  void fileThatIsNotThereOrNoToken_isAnErrorWithARemedy() throws Exception {
    assertThatThrownBy(() -> TokenFile.at(folder.resolve("none")).read())
        .isInstanceOf(MonitorException.class)
        .hasMessageContaining("--token-file");
    Path large = Files.writeString(folder.resolve("large"), "x".repeat(1000));
    assertThatThrownBy(() -> TokenFile.at(large).read())
        .isInstanceOf(MonitorException.class)
        .hasMessageNotContaining("xxx");
  }

  @Test
  void folder_isTheUsersRuntimeDirectory_orInTheirHome() {
    Path home = Path.of("/home/ann");
    assertThat(TokenFile.folder(Optional.of("/run/user/7"), home))
        .isEqualTo(Path.of("/run/user/7/tidemark"));
    assertThat(TokenFile.folder(Optional.empty(), home))
        .isEqualTo(Path.of("/home/ann/.tidemark/run"));
    assertThat(TokenFile.folder(Optional.of(""), home))
        .isEqualTo(Path.of("/home/ann/.tidemark/run"));
  }

  @Test
  void token_cannotBeGuessedOrPrinted() {
    assertThat(token.secret())
        .hasSize(43)
        .isNotEqualTo(MonitorToken.make(new SecureRandom()).secret());
    assertThat(token.toString()).doesNotContain(token.secret());
    assertThat(token.matches(token.secret())).isTrue();
    assertThat(token.matches(token.secret() + "x")).isFalse();
    assertThat(token.matches("")).isFalse();
  }

  @Test
  void server_keepsItsFileWhileItIsOpen_andOnLoopbackOnly() {
    Path file;
    try (Monitored monitored = new Monitored(folder)) {
      file = monitored.server.tokenFile();
      assertThat(TokenFile.at(file).read().secret()).isEqualTo(monitored.token.secret());
      assertThat(monitored.uri().getHost()).isEqualTo("127.0.0.1");
      assertThat(monitored.server.uriWithToken().getFragment())
          .isEqualTo("token=" + monitored.token.secret());
    }
    assertThat(file).doesNotExist();
  }

  @Test
  void portThatIsTaken_isAnErrorThatNamesIt_andLeavesNoFile() {
    try (Monitored monitored = new Monitored(folder);
        SystemTime time = new SystemTime(InstantSource.system())) {
      String port = String.valueOf(monitored.uri().getPort());
      Configuration same = Configuration.of(Map.of("rest.port", port));

      assertThatThrownBy(() -> MonitorServer.open(same, time, folder.resolve("other"), token))
          .isInstanceOf(InvalidConfigurationException.class)
          .hasMessageContaining("port " + port)
          .hasMessageContaining("rest.port");
      assertThat(folder.resolve("other")).doesNotExist();
    }
  }

  @Test
  void folderThatCannotBe_letsThePortGoAgain() throws Exception {
    Path blocked = Files.writeString(folder.resolve("blocked"), "a file");
    try (SystemTime time = new SystemTime(InstantSource.system())) {
      assertThatThrownBy(
              () ->
                  MonitorServer.open(
                      Configuration.of(Map.of("rest.port", "0")), time, blocked, token))
          .isInstanceOf(MonitorException.class);
    }
  }
}
