package io.tidemark.s3.aws;

import com.amazonaws.ClientConfiguration;
import com.amazonaws.SdkClientException;
import com.amazonaws.auth.AWSCredentialsProvider;
import com.amazonaws.auth.AWSStaticCredentialsProvider;
import com.amazonaws.auth.AnonymousAWSCredentials;
import com.amazonaws.auth.BasicAWSCredentials;
import com.amazonaws.auth.BasicSessionCredentials;
import com.amazonaws.auth.DefaultAWSCredentialsProviderChain;
import com.amazonaws.auth.profile.ProfileCredentialsProvider;
import com.amazonaws.client.builder.AwsClientBuilder.EndpointConfiguration;
import com.amazonaws.handlers.RequestHandler2;
import com.amazonaws.retry.PredefinedRetryPolicies;
import com.amazonaws.services.s3.AmazonS3;
import com.amazonaws.services.s3.AmazonS3ClientBuilder;
import io.tidemark.s3.settings.ClientSettings;
import io.tidemark.s3.settings.Credentials;
import java.time.Duration;

/**
 * A client of the AWS SDK for Java 1, which tries each request once, and signs in chunks what
 * {@link Sdk2Connection} does.
 */
final class Sdk1Connection {

  private static final String NO_ANNOUNCEMENT = "aws.java.v1.disableDeprecationAnnouncement";

  private Sdk1Connection() {}

  /**
   * Makes a client, without a request.
   *
   * @param handler is called after every answer
   * @throws io.tidemark.config.InvalidConfigurationException if no region can be found
   */
  static AmazonS3 open(ClientSettings settings, RequestHandler2 handler) {
    // Whoever chose this client knows; and the property is the SDK's only way of being told so.
    if (System.getProperty(NO_ANNOUNCEMENT) == null) {
      System.setProperty(NO_ANNOUNCEMENT, "true");
    }
    ClientConfiguration configuration =
        new ClientConfiguration()
            .withMaxConnections(settings.maxConnections())
            .withConnectionTimeout(millis(settings.connectTimeout()))
            .withSocketTimeout(millis(settings.socketTimeout()))
            .withRequestTimeout(millis(settings.requestTimeout()))
            .withTcpKeepAlive(true)
            .withRetryPolicy(PredefinedRetryPolicies.NO_RETRY_POLICY);
    AmazonS3ClientBuilder builder =
        AmazonS3ClientBuilder.standard()
            .withClientConfiguration(configuration)
            .withCredentials(provider(settings.credentials()))
            .withPathStyleAccessEnabled(settings.pathStyle())
            .withRequestHandlers(handler)
            .withChunkedEncodingDisabled(!settings.signsBodies());
    if (settings.endpoint().isPresent()) {
      builder.withEndpointConfiguration(
          new EndpointConfiguration(
              settings.endpoint().get().toString(), settings.region().orElseThrow()));
    } else {
      settings.region().ifPresent(builder::withRegion);
    }
    try {
      return builder.build();
    } catch (SdkClientException e) {
      throw ClientErrors.unusable(settings, e);
    }
  }

  private static int millis(Duration duration) {
    return (int) Math.min(Integer.MAX_VALUE, duration.toMillis());
  }

  private static AWSCredentialsProvider provider(Credentials credentials) {
    if (credentials instanceof Credentials.Keys keys) {
      return new AWSStaticCredentialsProvider(
          keys.sessionToken().isPresent()
              ? new BasicSessionCredentials(
                  keys.accessKey(), keys.secretKey(), keys.sessionToken().get())
              : new BasicAWSCredentials(keys.accessKey(), keys.secretKey()));
    }
    if (credentials instanceof Credentials.Profile profile) {
      return new ProfileCredentialsProvider(profile.name());
    }
    return credentials instanceof Credentials.Anonymous
        ? new AWSStaticCredentialsProvider(new AnonymousAWSCredentials())
        : new DefaultAWSCredentialsProviderChain();
  }
}
