package io.tidemark.examples;

import io.tidemark.config.Configuration;
import java.util.SplittableRandom;
import java.util.function.LongFunction;

/** Makes the records of the load job: of the same number always the same one. */
final class LoadGenerator implements LongFunction<LoadRecord> {

  private final long keys;
  private final double updateShare;
  private final double exponent;

  LoadGenerator(Configuration configuration) {
    keys = configuration.get(ExampleOptions.LOAD_KEYS);
    updateShare = configuration.get(ExampleOptions.LOAD_UPDATE_SHARE);
    exponent = 1 + configuration.get(ExampleOptions.LOAD_SKEW);
  }

  @Override
  public LoadRecord apply(long number) {
    SplittableRandom random = new SplittableRandom(number);
    double place = random.nextDouble();
    long key = (long) (keys * (exponent == 1 ? place : Math.pow(place, exponent)));
    return new LoadRecord(key, random.nextDouble() < updateShare);
  }
}
