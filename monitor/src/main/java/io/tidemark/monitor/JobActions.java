package io.tidemark.monitor;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.tidemark.config.InvalidConfigurationException;
import io.tidemark.runtime.engine.CheckpointRecord;
import io.tidemark.runtime.engine.JobHandle;
import io.tidemark.runtime.engine.JobHandle.AfterSavepoint;
import io.tidemark.spi.UnknownStorageException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a job can be asked to do. Nothing here waits; the answer comes when it is done. */
final class JobActions {

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(4).build())
          .build();

  private final JobHandle job;

  JobActions(JobHandle job) {
    this.job = job;
  }

  CompletableFuture<Answer> checkpoint(byte[] body) throws RefusedException {
    if (!SavepointWish.read(body).equals(SavepointWish.NONE)) {
      throw badRequest("A checkpoint takes no arguments: send {}");
    }
    return answer(job.checkpoint());
  }

  CompletableFuture<Answer> savepoint(byte[] body) throws RefusedException {
    SavepointWish wish = SavepointWish.read(body);
    return answer(job.savepoint(wish.target(), wish.then()));
  }

  private static CompletableFuture<Answer> answer(CompletableFuture<CheckpointRecord> result) {
    return result.handle(
        (record, problem) ->
            problem == null
                ? Answer.json(200, out -> CheckpointJson.write(record, out))
                : refusal(problem));
  }

  private static Answer refusal(Throwable problem) {
    Throwable cause =
        problem instanceof CompletionException && problem.getCause() != null
            ? problem.getCause()
            : problem;
    boolean wrongQuestion =
        cause instanceof InvalidConfigurationException || cause instanceof UnknownStorageException;
    return Answer.error(
        wrongQuestion ? RefusedException.BAD_REQUEST : RefusedException.CONFLICT, messages(cause));
  }

  private static String messages(Throwable problem) {
    String message =
        problem.getMessage() == null ? problem.getClass().getSimpleName() : problem.getMessage();
    Throwable cause = problem.getCause();
    return cause == null || cause.getMessage() == null || message.contains(cause.getMessage())
        ? message
        : message + ": " + cause.getMessage();
  }

  private static RefusedException badRequest(String message) {
    return new RefusedException(RefusedException.BAD_REQUEST, message);
  }

  /**
   * What kind of savepoint is wished.
   *
   * @param target the root under which it goes; empty for the configured directory
   */
  record SavepointWish(Optional<URI> target, AfterSavepoint then) {

    static final SavepointWish NONE = new SavepointWish(Optional.empty(), AfterSavepoint.GO_ON);

    static SavepointWish read(byte[] body) throws RefusedException {
      try (JsonParser in = JSON.createParser(body)) {
        if (in.nextToken() != JsonToken.START_OBJECT) {
          throw badRequest("The body must be a JSON object, such as {}");
        }
        @Nullable String target = null;
        @Nullable String then = null;
        while (in.nextToken() == JsonToken.FIELD_NAME) {
          String field = in.currentName();
          String value = text(in, field);
          switch (field) {
            case "target" -> target = value;
            case "then" -> then = value;
            default -> throw badRequest("There is no field '" + field + "'; see target and then");
          }
        }
        if (in.currentToken() != JsonToken.END_OBJECT || in.nextToken() != null) {
          throw badRequest("The body must be one JSON object");
        }
        return new SavepointWish(
            target == null ? Optional.empty() : Optional.of(uri(target)),
            then == null ? AfterSavepoint.GO_ON : after(then));
      } catch (IOException e) {
        throw badRequest("The body is not JSON");
      }
    }

    private static @Nullable String text(JsonParser in, String field)
        throws IOException, RefusedException {
      JsonToken token = in.nextToken();
      if (token == JsonToken.VALUE_NULL) {
        return null;
      }
      if (token != JsonToken.VALUE_STRING) {
        throw badRequest("The field '" + field + "' must be a string");
      }
      return in.getText();
    }

    private static URI uri(String text) throws RefusedException {
      try {
        URI uri = new URI(text);
        if (uri.isAbsolute()) {
          return uri;
        }
      } catch (URISyntaxException e) {
        throw noUri();
      }
      throw noUri();
    }

    private static RefusedException noUri() {
      return badRequest("The target must be a URI such as file:///var/lib/tidemark");
    }

    private static AfterSavepoint after(String text) throws RefusedException {
      for (AfterSavepoint after : AfterSavepoint.values()) {
        if (JobJson.word(after).equals(text)) {
          return after;
        }
      }
      throw badRequest(
          "The field 'then' must be one of "
              + Arrays.stream(AfterSavepoint.values())
                  .map(JobJson::word)
                  .collect(Collectors.joining(", ")));
    }
  }
}
