package io.tidemark.s3.settings;

import io.tidemark.config.ConfigOption;
import io.tidemark.config.Constraint;
import io.tidemark.config.MemorySize;
import io.tidemark.config.OptionsProvider;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/** The options of this storage. */
public final class S3Options implements OptionsProvider {

  /** The smallest part that servers take, but for the last one. */
  private static final MemorySize LEAST_PART = MemorySize.ofMb(5);

  private static final MemorySize MOST_PART = MemorySize.ofMb(1024);

  private static final Pattern REGION_NAME = Pattern.compile("[A-Za-z0-9-]+");

  /** Which vendor's client sends the requests. */
  public enum Client {
    SDK2,
    SDK1
  }

  /** Which checksum goes with what is sent. */
  public enum RequestChecksums {
    WHEN_REQUIRED,
    WHEN_SUPPORTED
  }

  /** How a blob is made if its name is free. */
  public enum CreateIfAbsent {
    CONDITIONAL_PUT,
    CHECK_THEN_PUT
  }

  /** How the server encrypts what it keeps. */
  public enum Encryption {
    NONE,
    AES256,
    AWS_KMS
  }

  /** Where the server keeps objects, of those from which they can be read at once. */
  public enum StorageClass {
    STANDARD,
    STANDARD_IA,
    ONEZONE_IA,
    INTELLIGENT_TIERING,
    GLACIER_IR,
    REDUCED_REDUNDANCY
  }

  public static final ConfigOption<Client> CLIENT =
      ConfigOption.key("s3.client")
          .enumType(Client.class)
          .defaultValue(Client.SDK2)
          .describedAs(
              "The client that sends requests: AWS SDK for Java 2, or 1, whose artifact"
                  + " com.amazonaws:aws-java-sdk-s3 is then to be added.");

  public static final ConfigOption<URI> ENDPOINT =
      ConfigOption.key("s3.endpoint")
          .uriType()
          .describedAs("Where the server is, as https://host:port; unless set, Amazon S3.");

  public static final ConfigOption<String> REGION =
      ConfigOption.key("s3.region")
          .stringType()
          .constrainedTo(
              Constraint.of("a name of letters, digits and hyphens", S3Options::isRegion))
          .describedAs(
              "The bucket's region; unless set, that of the AWS configuration, or us-east-1 where"
                  + " an endpoint is set.");

  public static final ConfigOption<Boolean> PATH_STYLE =
      ConfigOption.key("s3.path.style.access")
          .booleanType()
          .alternativeKeys("s3.path-style-access")
          .defaultValue(false)
          .describedAs(
              "Whether the bucket is named in the path rather than in the host, as most compatible"
                  + " servers want it.");

  public static final ConfigOption<String> ACCESS_KEY =
      ConfigOption.key("s3.access-key")
          .stringType()
          .alternativeKeys("s3.access.key")
          .sensitive()
          .describedAs("Access key; unless set, the AWS default credential chain finds one.");

  public static final ConfigOption<String> SECRET_KEY =
      ConfigOption.key("s3.secret-key")
          .stringType()
          .alternativeKeys("s3.secret.key")
          .sensitive()
          .describedAs("Secret key that goes with the access key.");

  public static final ConfigOption<String> SESSION_TOKEN =
      ConfigOption.key("s3.session-token")
          .stringType()
          .sensitive()
          .describedAs("Session token that goes with temporary access and secret keys.");

  public static final ConfigOption<String> PROFILE =
      ConfigOption.key("s3.profile")
          .stringType()
          .describedAs("The profile of the AWS configuration files whose credentials are used.");

  public static final ConfigOption<Boolean> ANONYMOUS =
      ConfigOption.key("s3.anonymous")
          .booleanType()
          .defaultValue(false)
          .describedAs("Whether requests are sent without credentials, for public buckets.");

  public static final ConfigOption<RequestChecksums> REQUEST_CHECKSUMS =
      ConfigOption.key("s3.request-checksums")
          .enumType(RequestChecksums.class)
          .defaultValue(RequestChecksums.WHEN_REQUIRED)
          .describedAs(
              "Checksums that the server checks: those that all servers know, which are the"
                  + " SHA-256 of what is signed, over http: with sdk2, and otherwise Content-MD5;"
                  + " or (with sdk2) CRC-32C, which takes less time.");

  public static final ConfigOption<CreateIfAbsent> CREATE_IF_ABSENT =
      ConfigOption.key("s3.create-if-absent")
          .enumType(CreateIfAbsent.class)
          .defaultValue(CreateIfAbsent.CONDITIONAL_PUT)
          .describedAs(
              "How a manifest or epoch is made: by If-None-Match, or, on servers without it, by"
                  + " looking and then writing, which does not keep two coordinators of a job"
                  + " apart.");

  public static final ConfigOption<Encryption> ENCRYPTION =
      ConfigOption.key("s3.encryption.algorithm")
          .enumType(Encryption.class)
          .defaultValue(Encryption.NONE)
          .describedAs("Server-side encryption to ask for, beyond what the bucket does anyway.");

  public static final ConfigOption<String> KMS_KEY =
      ConfigOption.key("s3.encryption.kms-key-id")
          .stringType()
          .constrainedTo(Constraint.of("a text that is not blank", key -> !key.isBlank()))
          .describedAs("The key of aws-kms encryption; unless set, the account's own.");

  public static final ConfigOption<StorageClass> STORAGE_CLASS =
      ConfigOption.key("s3.storage-class")
          .enumType(StorageClass.class)
          .describedAs("Storage class of all objects; unless set, the bucket's default.");

  public static final ConfigOption<MemorySize> PART_SIZE =
      ConfigOption.key("s3.part-size")
          .memorySizeType()
          .constrainedTo(Constraint.between(LEAST_PART, MOST_PART))
          .defaultValue(MemorySize.ofMb(8))
          .describedAs(
              "What is sent or fetched in one request; smaller blobs take one PUT, larger ones are"
                  + " sent in parts.");

  public static final ConfigOption<Integer> PARALLELISM =
      ConfigOption.key("s3.parallelism")
          .intType()
          .constrainedTo(Constraint.between(1, 256))
          .defaultValue(16)
          .describedAs(
              "Parts that are sent, and parts that are fetched ahead or answers that are open, at a"
                  + " time; a part takes s3.part-size of memory.");

  public static final ConfigOption<Integer> MAX_CONNECTIONS =
      ConfigOption.key("s3.connection.maximum")
          .intType()
          .constrainedTo(Constraint.between(1, 4096))
          .defaultValue(128)
          .describedAs("Connections to the server at a time; requests beyond them wait.");

  public static final ConfigOption<Duration> CONNECT_TIMEOUT =
      ConfigOption.key("s3.connection.establish-timeout")
          .durationType()
          .constrainedTo(Constraint.atLeast(Duration.ofMillis(1)))
          .defaultValue(Duration.ofSeconds(3))
          .describedAs("How long making a connection may take.");

  public static final ConfigOption<Duration> SOCKET_TIMEOUT =
      ConfigOption.key("s3.connection.socket-timeout")
          .durationType()
          .constrainedTo(Constraint.atLeast(Duration.ofMillis(1)))
          .defaultValue(Duration.ofSeconds(20))
          .describedAs("How long a connection may be silent before the request is tried again.");

  public static final ConfigOption<Duration> REQUEST_TIMEOUT =
      ConfigOption.key("s3.request.timeout")
          .durationType()
          .constrainedTo(Constraint.atLeast(Duration.ofMillis(1)))
          .defaultValue(Duration.ofMinutes(1))
          .describedAs("How long one attempt at a request may take, its bytes included.");

  public static final ConfigOption<Integer> MAX_ATTEMPTS =
      ConfigOption.key("s3.retry.max-attempts")
          .intType()
          .constrainedTo(Constraint.between(1, 100))
          .defaultValue(8)
          .describedAs("How often a request is tried that may succeed later.");

  public static final ConfigOption<Duration> BASE_DELAY =
      ConfigOption.key("s3.retry.base-delay")
          .durationType()
          .constrainedTo(Constraint.atLeast(Duration.ofMillis(1)))
          .defaultValue(Duration.ofMillis(100))
          .describedAs(
              "The most that is waited before the second attempt; doubles for each after it, and a"
                  + " random part of it is taken.");

  public static final ConfigOption<Duration> MAX_DELAY =
      ConfigOption.key("s3.retry.max-delay")
          .durationType()
          .constrainedTo(Constraint.atLeast(Duration.ofMillis(1)))
          .defaultValue(Duration.ofSeconds(10))
          .describedAs("The most that is waited between two attempts.");

  public static final ConfigOption<Integer> RETRY_BUDGET =
      ConfigOption.key("s3.retry.budget")
          .intType()
          .constrainedTo(Constraint.between(0, 1_000_000))
          .defaultValue(100)
          .describedAs(
              "Retries that a storage makes in a row, over all requests, before it fails at once;"
                  + " ten requests that succeed earn one back.");

  public static final ConfigOption<MemorySize> UPLOAD_BANDWIDTH =
      ConfigOption.key("s3.bandwidth.upload")
          .memorySizeType()
          .constrainedTo(Constraint.atLeast(MemorySize.ofKb(1)))
          .describedAs("Bytes a second that a storage sends at most; unless set, no limit.");

  public static final ConfigOption<MemorySize> DOWNLOAD_BANDWIDTH =
      ConfigOption.key("s3.bandwidth.download")
          .memorySizeType()
          .constrainedTo(Constraint.atLeast(MemorySize.ofKb(1)))
          .describedAs("Bytes a second that a storage fetches at most; unless set, no limit.");

  /** Made by the service loader. */
  public S3Options() {}

  private static boolean isRegion(String name) {
    return REGION_NAME.matcher(name).matches();
  }

  @Override
  public Collection<ConfigOption<?>> options() {
    return List.of(
        CLIENT,
        ENDPOINT,
        REGION,
        PATH_STYLE,
        ACCESS_KEY,
        SECRET_KEY,
        SESSION_TOKEN,
        PROFILE,
        ANONYMOUS,
        REQUEST_CHECKSUMS,
        CREATE_IF_ABSENT,
        ENCRYPTION,
        KMS_KEY,
        STORAGE_CLASS,
        PART_SIZE,
        PARALLELISM,
        MAX_CONNECTIONS,
        CONNECT_TIMEOUT,
        SOCKET_TIMEOUT,
        REQUEST_TIMEOUT,
        MAX_ATTEMPTS,
        BASE_DELAY,
        MAX_DELAY,
        RETRY_BUDGET,
        UPLOAD_BANDWIDTH,
        DOWNLOAD_BANDWIDTH);
  }
}
