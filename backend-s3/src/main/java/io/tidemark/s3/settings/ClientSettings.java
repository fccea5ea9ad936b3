package io.tidemark.s3.settings;

import io.tidemark.config.Configuration;
import io.tidemark.config.InvalidConfigurationException;
import io.tidemark.s3.object.Payload;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * How a client reaches the server and what it asks of it.
 *
 * @param endpoint empty for Amazon S3
 * @param region empty where the client is to find it
 * @param storageClass empty for the bucket's default
 */
public record ClientSettings(
    Optional<URI> endpoint,
    Optional<String> region,
    boolean pathStyle,
    Credentials credentials,
    Payload.Checksum checksum,
    S3Options.Encryption encryption,
    Optional<String> kmsKey,
    Optional<S3Options.StorageClass> storageClass,
    int maxConnections,
    Duration connectTimeout,
    Duration socketTimeout,
    Duration requestTimeout) {

  /** Compatible servers name no region, but a signature needs one. */
  private static final String USUAL_REGION = "us-east-1";

  /**
   * What a configuration says.
   *
   * @throws InvalidConfigurationException if it contradicts itself
   */
  public static ClientSettings of(Configuration configuration) {
    Optional<URI> endpoint =
        configuration.find(S3Options.ENDPOINT).map(ClientSettings::requireEndpoint);
    Optional<String> kmsKey = configuration.find(S3Options.KMS_KEY);
    Credentials credentials = Credentials.of(configuration);
    S3Options.Encryption encryption = configuration.get(S3Options.ENCRYPTION);
    if (kmsKey.isPresent() && encryption != S3Options.Encryption.AWS_KMS) {
      throw new InvalidConfigurationException(
          "s3.encryption.kms-key-id is set, but s3.encryption.algorithm is not aws-kms: set both or"
              + " neither");
    }
    return new ClientSettings(
        endpoint,
        configuration.find(S3Options.REGION).or(() -> endpoint.map(any -> USUAL_REGION)),
        configuration.get(S3Options.PATH_STYLE),
        credentials,
        checksum(configuration, endpoint, credentials),
        encryption,
        kmsKey,
        configuration.find(S3Options.STORAGE_CLASS),
        configuration.get(S3Options.MAX_CONNECTIONS),
        configuration.get(S3Options.CONNECT_TIMEOUT),
        configuration.get(S3Options.SOCKET_TIMEOUT),
        configuration.get(S3Options.REQUEST_TIMEOUT));
  }

  private static Payload.Checksum checksum(
      Configuration configuration, Optional<URI> endpoint, Credentials credentials) {
    if (configuration.get(S3Options.CLIENT) == S3Options.Client.SDK1) {
      // It has no words for the checksums of parts, and takes their MD5 in any case.
      return Payload.Checksum.MD5;
    }
    if (configuration.get(S3Options.REQUEST_CHECKSUMS)
        == S3Options.RequestChecksums.WHEN_SUPPORTED) {
      return Payload.Checksum.CRC32C;
    }
    return signsBodies(endpoint, credentials)
        ? Payload.Checksum.SIGNED_SHA256
        : Payload.Checksum.MD5;
  }

  private static boolean signsBodies(Optional<URI> endpoint, Credentials credentials) {
    return endpoint.filter(it -> "http".equalsIgnoreCase(it.getScheme())).isPresent()
        && !(credentials instanceof Credentials.Anonymous);
  }

  private static URI requireEndpoint(URI endpoint) {
    if (endpoint.getRawAuthority() != null && endpoint.getRawAuthority().indexOf('@') >= 0) {
      throw new InvalidConfigurationException(
          "s3.endpoint holds credentials: set s3.access-key and s3.secret-key instead");
    }
    if (endpoint.getHost() == null
        || !("http".equalsIgnoreCase(endpoint.getScheme())
            || "https".equalsIgnoreCase(endpoint.getScheme()))) {
      throw new InvalidConfigurationException(
          "s3.endpoint = '" + endpoint + "' is no server: write https://host:port");
    }
    return endpoint;
  }

  /** Whether the bytes of a request are signed with it, because TLS does not protect them. */
  public boolean signsBodies() {
    return signsBodies(endpoint, credentials);
  }

  /** The server in a few words, for errors. */
  public String server() {
    return endpoint
        .map(URI::toString)
        .orElseGet(() -> "Amazon S3" + region.map(name -> " in " + name).orElse(""));
  }
}
