package io.tidemark.monitor.client;

/**
 * A checkpoint or savepoint that a job took when it was asked to.
 *
 * @param location where it lies: a URI, or below the directory that the job is configured with
 * @param addedBytes that it wrote
 */
public record TakenSnapshot(
    long id, String location, long durationMillis, long totalBytes, long addedBytes) {}
