package io.tidemark.runtime.channel;

/**
 * The producing end of an edge: deals records into the channels to the subtasks at the other end.
 */
public final class ChannelOutput {

  /** Is told of each batch that is sent. */
  @FunctionalInterface
  public interface SentRecords {
    void sent(long records);
  }

  /** Chooses the channels of a record, and notes its key group. */
  interface Selector {
    void select(Object value, long timestamp, ChannelOutput output);
  }

  private final Channel[] channels;
  private final RecordBatch[] open;
  private final int batchSize;
  private final boolean keyed;
  private final Selector selector;
  private final SentRecords counter;

  private ChannelOutput(
      Channel[] channels, int batchSize, boolean keyed, Selector selector, SentRecords counter) {
    this.channels = channels;
    this.open = new RecordBatch[channels.length];
    this.batchSize = batchSize;
    this.keyed = keyed;
    this.selector = selector;
    this.counter = counter;
  }

  /**
   * @param channels by the index of the subtask at the other end; for {@link Partitioning.Forward}
   *     the only one
   * @param maxParallelism how many key groups the job has
   * @param counter counts what is sent
   */
  public static ChannelOutput of(
      Partitioning partitioning,
      Channel[] channels,
      int batchSize,
      int maxParallelism,
      SentRecords counter) {
    return new ChannelOutput(
        channels,
        batchSize,
        partitioning instanceof Partitioning.ByKey,
        Selectors.of(partitioning, channels.length, maxParallelism),
        counter);
  }

  public void emit(Object value, long timestamp) {
    selector.select(value, timestamp, this);
  }

  void add(int channel, Object value, long timestamp, int keyGroup) {
    RecordBatch batch = open[channel];
    if (batch == null) {
      batch = new RecordBatch(batchSize, keyed);
      open[channel] = batch;
    }
    batch.add(value, timestamp, keyGroup);
    if (batch.isFull()) {
      send(channel, batch);
    }
  }

  private void send(int channel, RecordBatch batch) {
    open[channel] = null;
    channels[channel].send(batch);
    counter.sent(batch.size());
  }

  /** Sends what was emitted so far. */
  public void flush() {
    for (int i = 0; i < channels.length; i++) {
      RecordBatch batch = open[i];
      if (batch != null) {
        send(i, batch);
      }
    }
  }

  /** Sends {@code element} to every subtask, behind everything that was emitted. */
  public void broadcast(ChannelElement element) {
    flush();
    for (Channel channel : channels) {
      channel.send(element);
    }
  }

  public boolean hasRoom() {
    for (Channel channel : channels) {
      if (!channel.hasRoom()) {
        return false;
      }
    }
    return true;
  }
}
