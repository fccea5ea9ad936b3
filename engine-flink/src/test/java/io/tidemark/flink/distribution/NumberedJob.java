package io.tidemark.flink.distribution;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;

/**
 * A job that never ends, as a user's jar has it. It numbers what it sees of each key, and fails if
 * a number was lost or came twice. It tells whoever listens at the port that {@value #PORT} names
 * how far it is, and by which class of state.
 */
public final class NumberedJob {

  static final String PORT = "PROGRESS_PORT";

  private static final long KEYS = 20;
  private static final int NUMBERS_PER_SECOND = 2_000;

  private NumberedJob() {}

  public static void main(String[] arguments) throws Exception {
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    environment.setMaxParallelism(16);
    environment
        .fromSource(
            new DataGeneratorSource<>(
                number -> number,
                Long.MAX_VALUE,
                RateLimiterStrategy.perSecond(NUMBERS_PER_SECOND),
                Types.LONG),
            WatermarkStrategy.noWatermarks(),
            "numbers")
        .setParallelism(1)
        .uid("numbers")
        .keyBy(number -> number % KEYS)
        .process(new Numbering(Integer.parseInt(System.getenv(PORT))))
        .uid("numbering")
        .sinkTo(new DiscardingSink<>())
        .uid("nowhere");
    environment.execute("numbered");
  }

  private static final class Numbering extends KeyedProcessFunction<Long, Long, Long> {

    private static final long serialVersionUID = 1L;

    private final int port;
    private transient ValueState<Long> next;
    private transient ListState<Long> all;
    private transient Socket listener;
    private transient PrintWriter progress;

    Numbering(int port) {
      this.port = port;
    }

    @Override
    public void open(OpenContext context) throws IOException {
      next = getRuntimeContext().getState(new ValueStateDescriptor<>("next", Types.LONG));
      all = getRuntimeContext().getListState(new ListStateDescriptor<>("all", Types.LONG));
      listener = new Socket(InetAddress.getLoopbackAddress(), port);
      progress = new PrintWriter(listener.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    @Override
    public void processElement(Long number, Context context, Collector<Long> out) throws Exception {
      Long found = next.value();
      long expected = found == null ? 0 : found;
      if (number / KEYS != expected) {
        throw new IllegalStateException(
            "Number " + number + " came where " + expected + " was due");
      }
      next.update(expected + 1);
      all.add(number);
      if (context.getCurrentKey() == 0) {
        long kept = 0;
        for (Long one : all.get()) {
          kept += one % KEYS == 0 ? 1 : KEYS;
        }
        if (kept != expected + 1) {
          throw new IllegalStateException(kept + " numbers are kept of " + (expected + 1));
        }
        progress.println(next.getClass().getName() + " " + number);
      }
    }

    @Override
    public void close() throws IOException {
      if (listener != null) {
        listener.close();
      }
    }
  }
}
