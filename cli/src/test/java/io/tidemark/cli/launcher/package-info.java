/**
 * Tests of {@code bin/tidemark} as a process, after it was packaged. Nobody calls them but the
 * build; each test has a folder of its own.
 */
@NullMarked
package io.tidemark.cli.launcher;

import org.jspecify.annotations.NullMarked;
