package io.tidemark.testkit.backend.reference;

import io.tidemark.serialization.Serializer;
import io.tidemark.spi.NamespacedState;
import io.tidemark.spi.StoreRequest;
import io.tidemark.state.AggregatingState;
import io.tidemark.state.ListState;
import io.tidemark.state.MapState;
import io.tidemark.state.ReducingState;
import io.tidemark.state.State;
import io.tidemark.state.StateDescriptor;
import io.tidemark.state.ValueState;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.InstantSource;
import java.util.Collection;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A store in which what programs call can be bent. */
class InterceptingStore extends ReferenceStore<Object> {

  InterceptingStore(StoreRequest<Object> request, InstantSource clock) {
    super(request, clock);
  }

  /** A call of a state's method. */
  record Call(State state, Method method, Object @Nullable [] arguments) {

    boolean is(String name) {
      return method.getName().equals(name);
    }

    @Nullable Object argument() {
      return arguments == null ? null : arguments[0];
    }

    @Nullable Object proceed() {
      try {
        return method.invoke(state, arguments);
      } catch (InvocationTargetException e) {
        if (e.getCause() instanceof RuntimeException unchecked) {
          throw unchecked;
        }
        throw new AssertionError(e);
      } catch (IllegalAccessException e) {
        throw new AssertionError(e);
      }
    }
  }

  /** What becomes of a call; nothing unusual, unless overridden. */
  @Nullable Object onCall(Call call) {
    return call.proceed();
  }

  /** What becomes of a merge; nothing unusual, unless overridden. */
  <N, S extends State> void onMerge(NamespacedState<N, S> states, N target, Collection<N> sources) {
    states.merge(target, sources);
  }

  /** What becomes of a change of the namespace; nothing unusual, unless overridden. */
  <N, S extends State> S onIn(NamespacedState<N, S> states, N namespace) {
    return states.in(namespace);
  }

  /** What becomes of a descriptor; nothing unusual, unless overridden. */
  <S extends State> StateDescriptor<S> onDescriptor(StateDescriptor<S> descriptor) {
    return descriptor;
  }

  @Override
  public <N, S extends State> NamespacedState<N, S> state(
      StateDescriptor<S> descriptor, Serializer<N> namespaces) {
    NamespacedState<N, S> states = super.state(onDescriptor(descriptor), namespaces);
    return new NamespacedState<>() {
      private @Nullable S intercepted;

      @Override
      public S in(N namespace) {
        S state = onIn(states, namespace);
        if (intercepted == null) {
          intercepted = intercept(state);
        }
        return intercepted;
      }

      @Override
      public void merge(N target, Collection<N> sources) {
        onMerge(states, target, sources);
      }
    };
  }

  @SuppressWarnings("unchecked")
  <S extends State> S intercept(S state) {
    Class<?> type =
        Stream.of(
                ValueState.class,
                ListState.class,
                MapState.class,
                ReducingState.class,
                AggregatingState.class)
            .filter(kind -> kind.isInstance(state))
            .findFirst()
            .orElseThrow();
    return (S)
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                method.getDeclaringClass() == Object.class
                    ? method.invoke(state, arguments)
                    : onCall(new Call(state, method, arguments)));
  }
}
