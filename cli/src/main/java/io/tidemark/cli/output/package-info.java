/**
 * How commands print: tables for people, JSON for scripts, and how far long work is.
 *
 * <p>Commands call it; the entry types are {@link io.tidemark.cli.output.Listing} for rows under
 * columns, {@link io.tidemark.cli.output.Report} for several of them, {@link
 * io.tidemark.cli.output.ListingOutput} for the option that chooses between the forms, and {@link
 * io.tidemark.cli.output.LongWork}. Used by a command's thread, except where it says otherwise.
 */
@NullMarked
package io.tidemark.cli.output;

import org.jspecify.annotations.NullMarked;
