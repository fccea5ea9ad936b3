package io.tidemark.s3.aws;

import io.tidemark.s3.object.Payload;
import io.tidemark.s3.settings.ClientSettings;
import io.tidemark.s3.settings.Credentials;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.LegacyMd5Plugin;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * A client of the AWS SDK for Java 2 and what it holds. It tries each request once and adds no
 * checksum: retries and checksums are the same for both clients, and made here. A body that is
 * signed is signed in chunks, so that a server need not gather it before it can check it.
 */
final class Sdk2Connection implements AutoCloseable {

  private final AwsCredentialsProvider credentials;
  private final S3Client s3;

  private Sdk2Connection(AwsCredentialsProvider credentials, S3Client s3) {
    this.credentials = credentials;
    this.s3 = s3;
  }

  /**
   * Makes a client, without a request.
   *
   * @throws io.tidemark.config.InvalidConfigurationException if no region can be found
   */
  static Sdk2Connection open(ClientSettings settings) {
    AwsCredentialsProvider credentials = provider(settings.credentials());
    S3ClientBuilder builder =
        S3Client.builder()
            .credentialsProvider(credentials)
            .forcePathStyle(settings.pathStyle())
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .serviceConfiguration(
                S3Configuration.builder().chunkedEncodingEnabled(settings.signsBodies()).build())
            .overrideConfiguration(
                override ->
                    override
                        .retryStrategy(AwsRetryStrategy.doNotRetry())
                        .apiCallAttemptTimeout(settings.requestTimeout()))
            .httpClientBuilder(
                Apache5HttpClient.builder()
                    .maxConnections(settings.maxConnections())
                    .connectionTimeout(settings.connectTimeout())
                    .connectionAcquisitionTimeout(settings.requestTimeout())
                    .socketTimeout(settings.socketTimeout())
                    .tcpKeepAlive(true));
    if (settings.checksum() != Payload.Checksum.CRC32C) {
      // A deletion of many needs a checksum, and older servers know no other.
      builder.addPlugin(LegacyMd5Plugin.create());
    }
    settings.endpoint().ifPresent(builder::endpointOverride);
    settings.region().map(Region::of).ifPresent(builder::region);
    try {
      return new Sdk2Connection(credentials, builder.build());
    } catch (SdkClientException e) {
      close(credentials);
      throw ClientErrors.unusable(settings, e);
    }
  }

  S3Client s3() {
    return s3;
  }

  @Override
  public void close() {
    s3.close();
    close(credentials);
  }

  private static void close(AwsCredentialsProvider credentials) {
    if (credentials instanceof SdkAutoCloseable closeable) {
      closeable.close();
    }
  }

  private static AwsCredentialsProvider provider(Credentials credentials) {
    if (credentials instanceof Credentials.Keys keys) {
      return StaticCredentialsProvider.create(
          keys.sessionToken().isPresent()
              ? AwsSessionCredentials.create(
                  keys.accessKey(), keys.secretKey(), keys.sessionToken().get())
              : AwsBasicCredentials.create(keys.accessKey(), keys.secretKey()));
    }
    if (credentials instanceof Credentials.Profile profile) {
      return ProfileCredentialsProvider.create(profile.name());
    }
    return credentials instanceof Credentials.Anonymous
        ? AnonymousCredentialsProvider.create()
        : DefaultCredentialsProvider.builder().build();
  }
}
