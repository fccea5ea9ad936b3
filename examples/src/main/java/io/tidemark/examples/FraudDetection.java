package io.tidemark.examples;

import io.tidemark.runtime.connector.file.TextFileSink;
import io.tidemark.runtime.function.EventTime;
import io.tidemark.runtime.function.KeyedContext;
import io.tidemark.runtime.function.KeyedProcess;
import io.tidemark.runtime.job.JobBuilder;
import io.tidemark.runtime.job.JobDefinition;
import io.tidemark.serialization.Serializers;
import io.tidemark.state.StateDescriptor;
import io.tidemark.state.ValueState;
import java.math.BigDecimal;
import java.time.Duration;

/**
 * Finds accounts that try a small amount and take a large one: under 1.00, and then, as the
 * account's very next transaction and within a minute of event time, over 500.00. Each gives a line
 * {@code account,small_millis,large_millis,amount}.
 */
public final class FraudDetection implements JobDefinition {

  private static final BigDecimal SMALL = new BigDecimal("1.00");
  private static final BigDecimal LARGE = new BigDecimal("500.00");
  private static final long WITHIN_MILLIS = 60_000;

  /** How far accounts may be apart in the input. It only delays forgetting. */
  private static final Duration OUT_OF_ORDERNESS = Duration.ofHours(1);

  @Override
  public String name() {
    return "fraud-detection";
  }

  @Override
  public String summary() {
    return "Finds a small amount that is followed by a large one";
  }

  @Override
  public void define(JobBuilder job) {
    CsvInput.read(
            job,
            "transactions",
            ExampleOptions.FRAUD_INPUT,
            ExampleOptions.FRAUD_MALFORMED,
            Transaction::parse,
            Transaction.SERIALIZER)
        .withEventTime("event-time", EventTime.of(Transaction::millis, OUT_OF_ORDERNESS))
        .keyBy(Transaction::account, Serializers.STRING)
        .process("detector", Detector::new, Serializers.STRING)
        .sink("alerts", new TextFileSink(job.configuration().get(ExampleOptions.FRAUD_OUTPUT)));
  }

  private static final class Detector implements KeyedProcess<String, Transaction, String> {

    private final ValueState<Long> smallAt;

    Detector(KeyedContext<String, String> context) {
      smallAt = context.state(StateDescriptor.value("small-at", Serializers.LONG));
    }

    @Override
    public void process(Transaction transaction, KeyedContext<String, String> context) {
      Long small = smallAt.value();
      if (small != null) {
        alertIfLarge(small, transaction, context);
        smallAt.clear();
        context.deleteEventTimeTimer(forgetAt(small));
      }
      if (transaction.value().compareTo(SMALL) < 0) {
        smallAt.update(transaction.millis());
        context.registerEventTimeTimer(forgetAt(transaction.millis()));
      }
    }

    private static void alertIfLarge(
        long small, Transaction transaction, KeyedContext<String, String> context) {
      long apart = transaction.millis() - small;
      if (apart >= 0 && apart <= WITHIN_MILLIS && transaction.value().compareTo(LARGE) > 0) {
        context.collect(
            transaction.account()
                + ","
                + small
                + ","
                + transaction.millis()
                + ","
                + transaction.amount());
      }
    }

    @Override
    public void onTimer(long time, KeyedContext<String, String> context) {
      smallAt.clear();
    }

    private static long forgetAt(long small) {
      return small + WITHIN_MILLIS + 1;
    }
  }
}
