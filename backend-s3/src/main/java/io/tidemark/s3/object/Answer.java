package io.tidemark.s3.object;

import java.io.InputStream;
import java.util.function.Function;

/**
 * What a client has of an answer to a read.
 *
 * @param bytes the body; closing it before its end may read on to there
 * @param abort ends the connection
 * @param errors what an error of reading means
 */
public record Answer(
    InputStream bytes, Runnable abort, Function<Exception, ? extends RuntimeException> errors) {}
