package io.tidemark.snapshot.operator;

/** One state of a store. */
interface OpenState {

  OperatorStateSchema schema();

  /**
   * Takes a picture.
   *
   * @param withBroadcast whether a broadcast map is to be written
   */
  CapturedState capture(boolean withBroadcast);
}
