package io.tidemark.s3.settings;

import io.tidemark.config.Configuration;
import io.tidemark.config.InvalidConfigurationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who asks. No implementation shows a secret. */
public sealed interface Credentials {

  /** Keys from the configuration. */
  record Keys(String accessKey, String secretKey, Optional<String> sessionToken)
      implements Credentials {
    @Override
    public String toString() {
      return "the keys of s3.access-key and s3.secret-key";
    }
  }

  /** A profile of the AWS configuration files. */
  record Profile(String name) implements Credentials {
    @Override
    public String toString() {
      return "profile '" + name + "'";
    }
  }

  /** Nobody: requests are not signed. */
  record Anonymous() implements Credentials {
    @Override
    public String toString() {
      return "no credentials (s3.anonymous)";
    }
  }

  /** What the client finds: environment, system properties, files, the machine's role. */
  record DefaultChain() implements Credentials {
    @Override
    public String toString() {
      return "the credentials that the AWS default chain found";
    }
  }

  /**
   * What a configuration says.
   *
   * @throws InvalidConfigurationException if it says two things, or half of one
   */
  static Credentials of(Configuration configuration) {
    Optional<String> accessKey = configuration.find(S3Options.ACCESS_KEY);
    Optional<String> secretKey = configuration.find(S3Options.SECRET_KEY);
    Optional<String> token = configuration.find(S3Options.SESSION_TOKEN);
    Optional<String> profile = configuration.find(S3Options.PROFILE);
    if (accessKey.isPresent() != secretKey.isPresent()
        || (token.isPresent() && accessKey.isEmpty())) {
      throw new InvalidConfigurationException(
          "s3.access-key and s3.secret-key go together, and s3.session-token only with them: set"
              + " both, or neither for the AWS default credential chain");
    }
    List<Credentials> said = new ArrayList<>();
    if (accessKey.isPresent()) {
      said.add(new Keys(accessKey.get(), secretKey.orElseThrow(), token));
    }
    profile.ifPresent(name -> said.add(new Profile(name)));
    if (configuration.get(S3Options.ANONYMOUS)) {
      said.add(new Anonymous());
    }
    if (said.size() > 1) {
      throw new InvalidConfigurationException(
          "The configuration names "
              + said
              + ": set one of s3.access-key with s3.secret-key,"
              + " s3.profile and s3.anonymous");
    }
    return said.isEmpty() ? new DefaultChain() : said.get(0);
  }
}
