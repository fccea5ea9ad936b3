/**
 * What holds for all requests, whichever client sends them: they are counted, keep to a bandwidth,
 * and are tried again where that may help. Each is a client around another one.
 *
 * <p>The entry type is {@link io.tidemark.s3.policy.RequestPolicies}, which whoever opens a storage
 * calls. Everything here may be called from any thread, but for a body, which is its reader's.
 */
@NullMarked
package io.tidemark.s3.policy;

import org.jspecify.annotations.NullMarked;
