package io.tidemark.spi;

import io.tidemark.config.Configuration;
import java.time.InstantSource;

/** What an engine lends to a storage. */
public record StorageContext(
    Configuration configuration, InstantSource clock, MetricGroup metrics) {}
