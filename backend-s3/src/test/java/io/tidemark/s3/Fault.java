package io.tidemark.s3;

/** What may happen to a request on its way. */
enum Fault {
  NONE,
  /** The connection breaks before the server sees the request. */
  RESET,
  /** The server does it, and the connection breaks before the answer. */
  LOST_ANSWER,
  /** The server asks for less. */
  SLOW_DOWN,
  /** The server does it, and the answer stops in its middle and never goes on. */
  STALL,
  /** The server does it, and the answer ends in its middle as if it were whole. */
  TRUNCATE,
  /** The server does not do it, and says 200 and then, in the body, that it failed. */
  ERROR_IN_SUCCESS
}
