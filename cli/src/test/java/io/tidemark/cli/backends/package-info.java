/** What the backends on one class path make of each other's savepoints. */
@NullMarked
package io.tidemark.cli.backends;

import org.jspecify.annotations.NullMarked;
