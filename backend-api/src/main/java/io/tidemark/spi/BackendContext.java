package io.tidemark.spi;

import io.tidemark.config.Configuration;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/**
 * What an engine lends to a backend for the backend's life.
 *
 * @param configuration the job's configuration, validated
 * @param workDirectory a directory for the backend's own use, made on demand, that need not survive
 *     the process; the backend removes what it put there when it is closed
 * @param executor runs pieces of snapshots and restores in parallel. A backend only ever waits for
 *     work there that it can also do itself, so that an executor of one thread, or a full one,
 *     never blocks it. Not closed by the backend
 * @param clock the time for everything that expires
 * @param metrics where the backend's metrics go
 */
public record BackendContext(
    Configuration configuration,
    Path workDirectory,
    Executor executor,
    InstantSource clock,
    MetricGroup metrics) {}
