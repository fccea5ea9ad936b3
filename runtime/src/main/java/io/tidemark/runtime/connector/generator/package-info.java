/**
 * A source that makes its records up.
 *
 * <p>The entry type is {@link io.tidemark.runtime.connector.generator.GeneratorSource}, for jobs
 * that need load or a demonstration rather than data. Readers belong to their subtask's thread.
 */
@NullMarked
package io.tidemark.runtime.connector.generator;

import org.jspecify.annotations.NullMarked;
