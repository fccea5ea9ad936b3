package io.tidemark.benchmarks.peer;

import java.net.URI;

/**
 * How the S3 server of a run is reached: it listens on the loopback address for as long as one
 * experiment takes, and everybody who measures knows its keys.
 *
 * @param endpoint its address
 */
public record S3Access(URI endpoint) {

  public static final String BUCKET = "measured";
  public static final String ACCESS_KEY = "MEASURED";
  public static final String SECRET_KEY = "measured-on-loopback";
  public static final String REGION = "us-east-1";
}
