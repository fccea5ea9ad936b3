package io.tidemark.s3.aws;

import io.tidemark.config.InvalidConfigurationException;
import io.tidemark.s3.settings.ClientSettings;

/** Errors of making a client. */
final class ClientErrors {

  private ClientErrors() {}

  /** The vendor's client cannot be made as it is configured. */
  static InvalidConfigurationException unusable(ClientSettings settings, RuntimeException cause) {
    return new InvalidConfigurationException(
        settings.region().isEmpty()
            ? "No region is known for S3: set s3.region, or s3.endpoint for a compatible server ("
                + cause.getMessage()
                + ")"
            : "No client for " + settings.server() + " can be made: " + cause.getMessage(),
        cause);
  }

  /** The vendor's classes are not there. */
  static InvalidConfigurationException missing(String client, String artifact, Throwable cause) {
    return new InvalidConfigurationException(
        "s3.client = '" + client + "' needs " + artifact + ": add it to the class path", cause);
  }
}
