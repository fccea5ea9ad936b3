/**
 * Bytes as JSON and back, by their description alone: how people see a snapshot, without the
 * classes of the job that wrote it.
 *
 * <p>The entry types are {@link io.tidemark.serialization.json.JsonPrinter} and {@link
 * io.tidemark.serialization.json.JsonEncoder}. Tools for operators call them; backends and jobs do
 * not. Everything here is immutable and may be used by any number of threads at once, with
 * generators and buffers of their own.
 *
 * <p>A value looks like this:
 *
 * <ul>
 *   <li>numbers and booleans as such, except that decimals and numbers that JSON has not (NaN, the
 *       infinities) are strings; any number may be given as a string
 *   <li>other types without parts, and the constants of enums, as strings ({@link
 *       io.tidemark.serialization.ScalarText}); the unit as null
 *   <li>an optional as its element or null; in an optional of an optional, what is present is
 *       wrapped into an array of one
 *   <li>a list or set as an array; a pair as {@code {"first": …, "second": …}}
 *   <li>a map as an object if its keys are enums or have no parts, else as an array of {@code
 *       {"key": …, "value": …}}
 *   <li>a record as an object; a variant of a union as an object with one name, {@code {"Created":
 *       {…}}}
 *   <li>an opaque value as its format shows it, or as {@code {"opaque": kind, "name": …, "bytes":
 *       …}} with its bytes in Base64
 * </ul>
 */
@NullMarked
package io.tidemark.serialization.json;

import org.jspecify.annotations.NullMarked;
