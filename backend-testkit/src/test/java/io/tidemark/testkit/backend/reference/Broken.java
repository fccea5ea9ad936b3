package io.tidemark.testkit.backend.reference;

import io.tidemark.spi.BackendContext;
import io.tidemark.spi.StateBackend;
import io.tidemark.spi.StateBackendFactory;
import io.tidemark.spi.StoreRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;

/**
 * A backend with one thing broken, and the tests of the kit that find it.
 *
 * @param rule the rule that is broken
 * @param factory makes such backends
 * @param tests tests that fail, as {@code Topic.method}
 */
record Broken(String rule, StateBackendFactory factory, List<String> tests) {

  /** A store of keys of any type. */
  @FunctionalInterface
  interface StoreVariant {
    ReferenceStore<Object> make(StoreRequest<Object> request, InstantSource clock);
  }

  static Broken store(String rule, StoreVariant variant, String... tests) {
    return backend(
        rule,
        context ->
            new ReferenceBackend(context) {
              @Override
              @SuppressWarnings("unchecked")
              protected <K> ReferenceStore<K> newStore(StoreRequest<K> request) {
                return (ReferenceStore<K>)
                    variant.make((StoreRequest<Object>) request, context.clock());
              }
            },
        tests);
  }

  static Broken backend(
      String rule, Function<BackendContext, StateBackend> variant, String... tests) {
    StateBackendFactory factory =
        new StateBackendFactory() {
          @Override
          public String name() {
            return ReferenceBackend.NAME;
          }

          @Override
          public StateBackend create(BackendContext context) {
            return variant.apply(context);
          }
        };
    return new Broken(rule, factory, List.of(tests));
  }

  @Override
  public String toString() {
    return rule;
  }
}
