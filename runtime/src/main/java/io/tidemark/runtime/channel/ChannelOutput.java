package io.tidemark.runtime.channel;

/**
 * The producing end of an edge: deals records into the channels to the subtasks at the other end.
 */
public final class ChannelOutput {

  /** Chooses the channels of a record, and notes its key group. */
  interface Selector {
    void select(Object value, long timestamp, ChannelOutput output);
  }

  private final Channel[] channels;
  private final RecordBatch[] open;
  private final int batchSize;
  private final boolean keyed;
  private final Selector selector;

  private ChannelOutput(Channel[] channels, int batchSize, boolean keyed, Selector selector) {
    this.channels = channels;
    this.open = new RecordBatch[channels.length];
    this.batchSize = batchSize;
    this.keyed = keyed;
    this.selector = selector;
  }

  /**
   * @param channels by the index of the subtask at the other end; for {@link Partitioning.Forward}
   *     the only one
   * @param maxParallelism how many key groups the job has
   */
  public static ChannelOutput of(
      Partitioning partitioning, Channel[] channels, int batchSize, int maxParallelism) {
    return new ChannelOutput(
        channels,
        batchSize,
        partitioning instanceof Partitioning.ByKey,
        Selectors.of(partitioning, channels.length, maxParallelism));
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
      open[channel] = null;
      channels[channel].send(batch);
    }
  }

  /** Sends what was emitted so far. */
  public void flush() {
    for (int i = 0; i < channels.length; i++) {
      if (open[i] != null) {
        channels[i].send(open[i]);
        open[i] = null;
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
