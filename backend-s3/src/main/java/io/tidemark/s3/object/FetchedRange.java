package io.tidemark.s3.object;

/**
 * A range of an object.
 *
 * @param bytes the range, from the array's beginning
 * @param count how many bytes of the array are it
 * @param total how long the whole object is
 */
@SuppressWarnings("ArrayRecordComponent")
public record FetchedRange(byte[] bytes, int count, long total) {}
