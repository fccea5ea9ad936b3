package io.tidemark.s3;

import io.tidemark.testkit.SkipKitTest;

@SkipKitTest(
    test = "Names.nameThatContinuesAnother_isABlobOrRefused",
    reason = "S3Proxy keeps objects as files and answers 500; MinIO is asked with -Ddocker")
@SkipKitTest(
    test = "Names.nameThatAnotherContinues_isABlobOrRefused",
    reason = "S3Proxy keeps objects as files and answers 500; MinIO is asked with -Ddocker")
class Sdk1StorageKitTest extends S3StorageKit {

  @Override
  String client() {
    return "sdk1";
  }
}
