package io.tidemark.rocksdb.leaks;

import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails a test class that ends with an open native object, and shows who made it. */
public final class NativeLeakCheck implements BeforeAllCallback, AfterAllCallback {

  @Override
  public void beforeAll(ExtensionContext context) {
    NativeObjects.watch();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    List<String> open = NativeObjects.open();
    NativeObjects.clear();
    if (!open.isEmpty()) {
      throw new AssertionError(
          open.size() + " native objects are not closed:\n  " + String.join("\n  ", open));
    }
  }
}
