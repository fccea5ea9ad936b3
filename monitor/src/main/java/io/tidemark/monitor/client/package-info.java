/**
 * Asks a running job over HTTP, from another process.
 *
 * <p>The entry type is {@link io.tidemark.monitor.client.JobClient}. Any thread; its methods wait.
 */
@NullMarked
package io.tidemark.monitor.client;

import org.jspecify.annotations.NullMarked;
