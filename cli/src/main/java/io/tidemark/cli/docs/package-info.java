/**
 * Documentation that is generated from the code it describes, so that it cannot fall behind.
 *
 * <p>The entry type is {@link io.tidemark.cli.docs.ConfigurationPage}. The build calls it, and
 * nothing at run time does. Everything here is immutable and may be used from any thread.
 */
@NullMarked
package io.tidemark.cli.docs;

import org.jspecify.annotations.NullMarked;
