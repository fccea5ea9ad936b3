package io.tidemark.s3.object;

/**
 * A part of an upload that the server has.
 *
 * @param number from 1 on
 * @param tag the server's, which names the part on completion
 * @param checksum the one that went with it
 */
public record SentPart(int number, String tag, int length, String checksum) {}
