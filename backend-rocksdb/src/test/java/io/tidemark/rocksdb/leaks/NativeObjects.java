package io.tidemark.rocksdb.leaks;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.named;

import java.lang.StackWalker.StackFrame;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import net.bytebuddy.agent.ByteBuddyAgent;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Env;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;

/**
 * The native objects that were made since {@link #watch}, with who made them, until they are
 * closed. RocksDB's own base class of all of them is woven, so that none can be forgotten.
 */
public final class NativeObjects {

  private static final String BASE = "org.rocksdb.AbstractNativeReference";
  private static final int FORGET_CLOSED_EVERY = 4096;
  private static final int FRAMES = 12;

  private static final Map<Identity, List<StackFrame>> MADE = new ConcurrentHashMap<>();
  private static final Map<Class<?>, LongAdder> TOTALS = new ConcurrentHashMap<>();
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static volatile @Nullable Method isOwningHandle;
  private static boolean watching;

  private NativeObjects() {}

  /** Begins to watch, once for all tests of a process. */
  static synchronized void watch() {
    if (!watching) {
      watching = true;
      new AgentBuilder.Default()
          .disableClassFormatChanges()
          .with(AgentBuilder.RedefinitionStrategy.RETRANSFORMATION)
          .type(named(BASE))
          .transform(
              (builder, type, loader, module, domain) ->
                  builder.visit(Advice.to(Construction.class).on(isConstructor())))
          .installOn(ByteBuddyAgent.install());
    }
  }

  /** Called by each constructor. */
  public static void made(Object object) {
    List<StackFrame> frames =
        StackWalker.getInstance().walk(stack -> stack.skip(2).limit(FRAMES).toList());
    TOTALS.computeIfAbsent(object.getClass(), type -> new LongAdder()).increment();
    if (object instanceof ReadOptions && frames.stream().anyMatch(NativeObjects::makesDatabase)) {
      // RocksDB.java makes them for itself and never closes them: nobody else can.
      return;
    }
    MADE.put(new Identity(object), frames);
    if (COUNT.incrementAndGet() % FORGET_CLOSED_EVERY == 0) {
      MADE.keySet().removeIf(identity -> !isOpen(identity.object()));
    }
  }

  /** How many objects of a class were made and are not closed. */
  public static long open(Class<?> type) {
    return MADE.keySet().stream()
        .map(Identity::object)
        .filter(type::isInstance)
        .filter(NativeObjects::isOpen)
        .count();
  }

  /** How many objects of a class were made since the tests began. */
  public static long made(Class<?> type) {
    LongAdder total = TOTALS.get(type);
    return total == null ? 0 : total.sum();
  }

  /** What is open, each with the stack that made it. */
  static List<String> open() {
    return MADE.entrySet().stream()
        .filter(entry -> isOpen(entry.getKey().object()))
        .map(
            entry ->
                entry.getKey().object().getClass().getName()
                    + entry.getValue().stream()
                        .map(frame -> "\n    at " + frame)
                        .collect(Collectors.joining()))
        .toList();
  }

  /** Forgets what is open, so that it is told once. */
  static void clear() {
    MADE.clear();
  }

  private static boolean makesDatabase(StackFrame frame) {
    return frame.getMethodName().equals("<init>")
        && frame.getClassName().equals(RocksDB.class.getName());
  }

  private static boolean isOpen(Object object) {
    try {
      Method owning = isOwningHandle;
      if (owning == null) {
        owning = Class.forName(BASE).getDeclaredMethod("isOwningHandle");
        owning.setAccessible(true);
        isOwningHandle = owning;
      }
      return !(object instanceof Env) && (boolean) owning.invoke(object);
    } catch (InvocationTargetException e) {
      // Its constructor has not come to the end yet.
      return true;
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("RocksDB's " + BASE + " is not what it was", e);
    }
  }

  private record Identity(Object object) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Identity identity && identity.object == object;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(object);
    }
  }

  /** What is woven into the constructor. */
  static final class Construction {

    private Construction() {}

    @Advice.OnMethodExit
    static void made(@Advice.This Object object) {
      NativeObjects.made(object);
    }
  }
}
