/**
 * A storage as simple as can be, and broken ones made from it: what the storage kit is judged by.
 */
@NullMarked
package io.tidemark.testkit.storage.reference;

import org.jspecify.annotations.NullMarked;
