package io.tidemark.serialization;

import io.tidemark.serialization.Compatibility.AsIs;
import io.tidemark.serialization.Compatibility.Incompatible;
import io.tidemark.serialization.Compatibility.Migrate;
import io.tidemark.serialization.Compatibility.Reader;
import io.tidemark.serialization.TypeDescription.Field;
import io.tidemark.serialization.TypeDescription.RecordType;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a record class of today reads what a record of yesterday left: fields are found by their
 * names, those that are gone are passed over, those that are new get what stands for their absence.
 */
final class RecordEvolution<R> {

  /** Reads a written field into the arguments of the constructor. */
  @FunctionalInterface
  private interface Step {
    void read(ReadBuffer in, @Nullable Object[] arguments);
  }

  private final RecordSerializer<R> today;
  private final RecordType written;
  private final List<Step> steps = new ArrayList<>();
  private final boolean[] present;
  private boolean asIs;

  RecordEvolution(RecordSerializer<R> today, RecordType written) {
    this.today = today;
    this.written = written;
    this.present = new boolean[today.fields().size()];
    this.asIs = written.fields().size() == present.length;
  }

  Compatibility<R> resolve() {
    for (int i = 0; i < written.fields().size(); i++) {
      Field field = written.fields().get(i);
      int position = today.names().position(field.name());
      asIs &= position == i;
      if (position < 0) {
        steps.add((in, arguments) -> DescribedBytes.skip(field.type(), in));
        continue;
      }
      String refusal = addRead(position, field);
      if (refusal != null) {
        return new Incompatible<>(refusal);
      }
    }
    if (asIs) {
      return new AsIs<>();
    }
    if (written.fields().isEmpty()) {
      steps.add((in, arguments) -> in.skip(1));
    }
    for (int i = 0; i < present.length; i++) {
      if (!present[i]) {
        RecordField field = today.fields().get(i);
        if (field.absentBytes().isEmpty()) {
          return new Incompatible<>(
              field.place()
                  + ": is new and nothing stands for it in older records; annotate it with @DefaultsTo or @Nullable, or make it an Optional");
        }
        steps.add(absent(i, field, field.absentBytes().get()));
      }
    }
    return new Migrate<>(migration());
  }

  /** Returns why the field cannot be read, or null. */
  private @Nullable String addRead(int position, Field written) {
    RecordField field = today.fields().get(position);
    if (present[position]) {
      return field.place()
          + ": two fields were written under its names, "
          + written.name()
          + " is the second";
    }
    present[position] = true;
    return addRead(position, field, field.written(), written.type());
  }

  private <F> @Nullable String addRead(
      int position, RecordField field, Serializer<F> serializer, TypeDescription type) {
    Compatibility<F> compatibility = serializer.resolve(type);
    if (compatibility instanceof Incompatible<F> refusal) {
      return field.place() + ": " + refusal.reason();
    }
    asIs &= compatibility instanceof AsIs<F>;
    Reader<F> reader = Resolution.reader(compatibility, serializer);
    steps.add((in, arguments) -> arguments[position] = field.argument(reader.read(in)));
    return null;
  }

  private static Step absent(int position, RecordField field, byte[] bytes) {
    Serializer<?> serializer = field.written();
    return (in, arguments) ->
        arguments[position] = field.argument(serializer.read(new ReadBuffer(bytes)));
  }

  @SuppressWarnings("unchecked") // the constructor is that of the record
  private Reader<R> migration() {
    MethodHandle constructor = today.handles().fromArguments();
    int size = present.length;
    Step[] program = steps.toArray(Step[]::new);
    return in -> {
      @Nullable Object[] arguments = new Object[size];
      for (Step step : program) {
        step.read(in, arguments);
      }
      try {
        return (R) constructor.invokeExact(arguments);
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException("A record threw a checked exception", e);
      }
    };
  }
}
