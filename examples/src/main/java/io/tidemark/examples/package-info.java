/**
 * Jobs to read and run, each found by its name: {@code word-count}, {@code fraud-detection}, {@code
 * page-views}, {@code load}.
 */
@NullMarked
package io.tidemark.examples;

import org.jspecify.annotations.NullMarked;
