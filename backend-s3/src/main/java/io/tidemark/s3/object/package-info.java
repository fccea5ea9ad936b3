/**
 * The narrow port on which the storage stands: requests on the objects of one bucket, what goes
 * with them, and what comes back. No vendor's type is named here.
 *
 * <p>The entry type is {@link io.tidemark.s3.object.ObjectClient}, which the storage calls, and
 * which each vendor's client and each policy implements. {@link io.tidemark.s3.object.Answers} and
 * {@link io.tidemark.s3.object.ObjectException} hold what all implementations must agree on: which
 * answers are right, and which failures are worth another try. Clients may be called from any
 * thread; a body belongs to one at a time.
 */
@NullMarked
package io.tidemark.s3.object;

import org.jspecify.annotations.NullMarked;
