package io.tidemark.benchmarks.s3;

import io.tidemark.benchmarks.peer.Peer;
import io.tidemark.benchmarks.peer.S3Access;
import io.tidemark.benchmarks.peer.SupportsTransfers;
import io.tidemark.benchmarks.transfer.Transfers;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** A plain loop of parallel parts and ranges with SDK 2. */
final class PartsPeer implements Peer, SupportsTransfers {

  private static final int AT_A_TIME = 8;
  private static final int PART_BYTES = 8 << 20;

  private final Transfers transfers = new Transfers(AT_A_TIME);
  private final S3Client client;

  PartsPeer(S3Access server) {
    client =
        S3Client.builder()
            .endpointOverride(server.endpoint())
            .region(Region.of(S3Access.REGION))
            .forcePathStyle(true)
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(S3Access.ACCESS_KEY, S3Access.SECRET_KEY)))
            .build();
  }

  @Override
  public void upload(List<String> names, byte[] content) {
    int parts = parts(content.length);
    List<String> uploads = new ArrayList<>();
    List<Callable<Long>> sent = new ArrayList<>();
    CompletedPart[][] completed = new CompletedPart[names.size()][parts];
    for (int blob = 0; blob < names.size(); blob++) {
      String name = names.get(blob);
      CompletedPart[] ofBlob = completed[blob];
      String upload =
          client
              .createMultipartUpload(request -> request.bucket(S3Access.BUCKET).key(name))
              .uploadId();
      uploads.add(upload);
      for (int part = 0; part < parts; part++) {
        int number = part;
        sent.add(
            () -> {
              ofBlob[number] = send(name, upload, number, content);
              return 1L;
            });
      }
    }
    transfers.sum(sent);
    transfers.sum(
        IntStream.range(0, names.size())
            .<Callable<Long>>mapToObj(
                blob -> () -> complete(names.get(blob), uploads.get(blob), completed[blob]))
            .toList());
  }

  private CompletedPart send(String name, String upload, int part, byte[] content) {
    int begin = part * PART_BYTES;
    ByteBuffer bytes =
        ByteBuffer.wrap(content, begin, Math.min(PART_BYTES, content.length - begin));
    String tag =
        client
            .uploadPart(
                request ->
                    request.bucket(S3Access.BUCKET).key(name).uploadId(upload).partNumber(part + 1),
                RequestBody.fromRemainingByteBuffer(bytes))
            .eTag();
    return CompletedPart.builder().partNumber(part + 1).eTag(tag).build();
  }

  private long complete(String name, String upload, CompletedPart[] parts) {
    client.completeMultipartUpload(
        request ->
            request
                .bucket(S3Access.BUCKET)
                .key(name)
                .uploadId(upload)
                .multipartUpload(all -> all.parts(parts)));
    return 1;
  }

  @Override
  public long download(List<String> names, int length) {
    List<Callable<Long>> ranges = new ArrayList<>();
    for (String name : names) {
      for (int part = 0; part < parts(length); part++) {
        int begin = part * PART_BYTES;
        int end = Math.min(begin + PART_BYTES, length);
        ranges.add(() -> receive(name, begin, end));
      }
    }
    return transfers.sum(ranges);
  }

  private long receive(String name, int begin, int end) {
    ResponseBytes<GetObjectResponse> bytes =
        client.getObjectAsBytes(
            request ->
                request
                    .bucket(S3Access.BUCKET)
                    .key(name)
                    .range("bytes=" + begin + "-" + (end - 1)));
    return bytes.asByteArrayUnsafe().length;
  }

  private static int parts(int length) {
    return (length + PART_BYTES - 1) / PART_BYTES;
  }

  @Override
  public void close() {
    transfers.close();
    client.close();
  }
}
