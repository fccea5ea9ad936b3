/**
 * A running job over HTTP: its JSON API under {@code /api}, its metrics, and its page.
 *
 * <p>The entry type is {@link io.tidemark.monitor.MonitorServer}, which a program opens beside a
 * job and closes after it. It may be called from any thread; requests are answered on threads of
 * its own, and nothing here ever waits on a thread of the job.
 */
@NullMarked
package io.tidemark.monitor;

import org.jspecify.annotations.NullMarked;
