/**
 * What a configuration says about S3.
 *
 * <p>The entry types are {@link io.tidemark.s3.settings.S3Options}, which {@link
 * java.util.ServiceLoader} finds, and {@link io.tidemark.s3.settings.ClientSettings}, which is the
 * part that a client needs, checked. Everything here is immutable, and shows no secret.
 */
@NullMarked
package io.tidemark.s3.settings;

import org.jspecify.annotations.NullMarked;
