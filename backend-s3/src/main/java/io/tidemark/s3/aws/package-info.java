/**
 * The clients of the AWS SDKs for Java, 2 and 1, behind the port: each sends a request once, and
 * says what an answer or an error of its SDK means.
 *
 * <p>The entry type is {@link io.tidemark.s3.aws.AwsClients}, which whoever opens a storage calls.
 * No other package names a class of a vendor. Clients may be called from any thread.
 */
@NullMarked
package io.tidemark.s3.aws;

import org.jspecify.annotations.NullMarked;
