package io.tidemark.benchmarks.s3;

import com.amazonaws.auth.AWSStaticCredentialsProvider;
import com.amazonaws.auth.BasicAWSCredentials;
import com.amazonaws.client.builder.AwsClientBuilder.EndpointConfiguration;
import com.amazonaws.services.s3.AmazonS3;
import com.amazonaws.services.s3.AmazonS3ClientBuilder;
import com.amazonaws.services.s3.model.ObjectMetadata;
import com.amazonaws.services.s3.transfer.TransferManager;
import com.amazonaws.services.s3.transfer.TransferManagerBuilder;
import com.amazonaws.services.s3.transfer.Upload;
import io.tidemark.benchmarks.peer.Peer;
import io.tidemark.benchmarks.peer.S3Access;
import io.tidemark.benchmarks.peer.SupportsTransfers;
import io.tidemark.benchmarks.transfer.Transfers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** SDK 1's transfer manager for uploads, and its client's streams for downloads into memory. */
final class TransferManagerPeer implements Peer, SupportsTransfers {

  private static final int DOWNLOADS_AT_A_TIME = 4;

  private final AmazonS3 client;
  private final TransferManager manager;
  private final Transfers transfers = new Transfers(DOWNLOADS_AT_A_TIME);

  TransferManagerPeer(S3Access server) {
    System.setProperty("aws.java.v1.disableDeprecationAnnouncement", "true");
    client =
        AmazonS3ClientBuilder.standard()
            .withEndpointConfiguration(
                new EndpointConfiguration(server.endpoint().toString(), S3Access.REGION))
            .withPathStyleAccessEnabled(true)
            .withCredentials(
                new AWSStaticCredentialsProvider(
                    new BasicAWSCredentials(S3Access.ACCESS_KEY, S3Access.SECRET_KEY)))
            .build();
    manager = TransferManagerBuilder.standard().withS3Client(client).build();
  }

  @Override
  public void upload(List<String> names, byte[] content) {
    List<Upload> uploads = new ArrayList<>();
    for (String name : names) {
      ObjectMetadata metadata = new ObjectMetadata();
      metadata.setContentLength(content.length);
      uploads.add(
          manager.upload(S3Access.BUCKET, name, new ByteArrayInputStream(content), metadata));
    }
    try {
      for (Upload upload : uploads) {
        upload.waitForCompletion();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The uploads were interrupted", e);
    }
  }

  @Override
  public long download(List<String> names, int length) {
    return transfers.sum(names.stream().<Callable<Long>>map(name -> () -> read(name)).toList());
  }

  private long read(String name) throws IOException {
    byte[] piece = new byte[1 << 20];
    long came = 0;
    try (InputStream stream = client.getObject(S3Access.BUCKET, name).getObjectContent()) {
      for (int n = stream.read(piece); n >= 0; n = stream.read(piece)) {
        came += n;
      }
    }
    return came;
  }

  @Override
  public void close() {
    transfers.close();
    manager.shutdownNow();
  }
}
