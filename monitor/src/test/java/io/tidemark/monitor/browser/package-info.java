/**
 * A headless Chromium that tests drive by the W3C WebDriver protocol.
 *
 * <p>The entry type is {@link io.tidemark.monitor.browser.Browser}; a test that uses it bears
 * {@link io.tidemark.monitor.browser.NeedsBrowser}. Each belongs to the thread of its test.
 */
@NullMarked
package io.tidemark.monitor.browser;

import org.jspecify.annotations.NullMarked;
