package io.tidemark.s3.aws;

import io.tidemark.s3.object.Answers;
import io.tidemark.s3.object.ObjectClient;
import io.tidemark.s3.settings.ClientSettings;

/**
 * Makes the client that was chosen. Nothing else here names a vendor's class before it is known to
 * be there.
 */
public final class AwsClients {

  private AwsClients() {}

  public static ObjectClient sdk2(String bucket, ClientSettings settings, Answers answers) {
    require(
        "sdk2",
        "software.amazon.awssdk:s3 and apache5-client",
        "software.amazon.awssdk.services.s3.S3Client");
    return new Sdk2Client(Sdk2Connection.open(settings), bucket, settings, answers);
  }

  public static ObjectClient sdk1(String bucket, ClientSettings settings, Answers answers) {
    require("sdk1", "com.amazonaws:aws-java-sdk-s3", "com.amazonaws.services.s3.AmazonS3");
    return new Sdk1Client(bucket, settings, answers);
  }

  private static void require(String client, String artifact, String type) {
    try {
      Class.forName(type, false, AwsClients.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw ClientErrors.missing(client, artifact, e);
    }
  }
}
