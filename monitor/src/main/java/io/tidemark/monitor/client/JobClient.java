package io.tidemark.monitor.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tidemark.config.InvalidConfigurationException;
import io.tidemark.monitor.MonitorException;
import io.tidemark.monitor.MonitorToken;
import java.io.IOException;
import java.io.StringWriter;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Asks the job whose page is at a URL. Follows no redirection, so the token goes nowhere else. */
public final class JobClient {

  private static final JsonFactory JSON = new JsonFactory();
  private static final int BAD_REQUEST = 400;
  private static final Duration CONNECT = Duration.ofSeconds(10);

  private final URI job;
  private final MonitorToken token;
  private final Duration patience;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build();

  /**
   * @param job the page's address, as {@code run} prints it
   * @param patience how long a snapshot may take
   */
  public JobClient(URI job, MonitorToken token, Duration patience) {
    this.job = job;
    this.token = token;
    this.patience = patience;
  }

  /**
   * Takes a checkpoint.
   *
   * @throws MonitorException if there is no job there, it does not know the token, or the
   *     checkpoint failed
   */
  public TakenSnapshot checkpoint() {
    return post("/api/checkpoints", Map.of());
  }

  /**
   * Takes a savepoint.
   *
   * @param target the root under which it goes; empty for the job's configured directory
   * @param then what the job does after it: {@code go-on}, {@code stop} or {@code drain-and-stop}
   * @throws io.tidemark.config.InvalidConfigurationException if nothing can be written to such a
   *     target
   * @throws MonitorException as {@link #checkpoint}
   */
  public TakenSnapshot savepoint(Optional<URI> target, String then) {
    Map<String, String> body = new HashMap<>();
    body.put("then", then);
    target.ifPresent(uri -> body.put("target", uri.toString()));
    return post("/api/savepoints", body);
  }

  private TakenSnapshot post(String path, Map<String, String> body) {
    HttpRequest request =
        HttpRequest.newBuilder(job.resolve(path))
            .timeout(patience)
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + token.secret())
            .POST(HttpRequest.BodyPublishers.ofString(json(body)))
            .build();
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      return taken(response);
    } catch (ConnectException e) {
      throw new MonitorException(
          "No job answers at " + job + "; see what URL its 'tidemark run' has printed", e);
    } catch (IOException e) {
      throw new MonitorException("The job at " + job + " was asked, and no answer came", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MonitorException("Interrupted while waiting for the job at " + job, e);
    }
  }

  private TakenSnapshot taken(HttpResponse<String> response) throws IOException {
    Map<String, String> fields = fields(response);
    if (response.statusCode() != 200) {
      String why =
          fields.getOrDefault("error", "The job at " + job + " answers " + response.statusCode());
      throw response.statusCode() == BAD_REQUEST
          ? new InvalidConfigurationException(why)
          : new MonitorException(why, null);
    }
    long started = number(fields, "started");
    return new TakenSnapshot(
        number(fields, "id"),
        fields.getOrDefault("location", ""),
        number(fields, "ended") - started,
        number(fields, "totalBytes"),
        number(fields, "addedBytes"));
  }

  /** The simple fields of the answer's object; what is inside of others is passed over. */
  private Map<String, String> fields(HttpResponse<String> response) throws IOException {
    String type = response.headers().firstValue("Content-Type").orElse("");
    if (!type.startsWith("application/json")) {
      throw notAJob();
    }
    Map<String, String> fields = new HashMap<>();
    try (JsonParser in = JSON.createParser(response.body())) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        throw notAJob();
      }
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        String name = in.currentName();
        JsonToken value = in.nextToken();
        if (value.isScalarValue()) {
          fields.put(name, in.getText());
        } else {
          in.skipChildren();
        }
      }
    }
    return fields;
  }

  private long number(Map<String, String> fields, String name) {
    try {
      return Long.parseLong(fields.getOrDefault(name, ""));
    } catch (NumberFormatException e) {
      throw notAJob();
    }
  }

  private MonitorException notAJob() {
    return new MonitorException("What answers at " + job + " is no Tidemark job", null);
  }

  private static String json(Map<String, String> body) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      out.writeStartObject();
      for (Map.Entry<String, String> field : body.entrySet()) {
        out.writeStringField(field.getKey(), field.getValue());
      }
      out.writeEndObject();
    } catch (IOException e) {
      throw new MonitorException("The request cannot be written", e);
    }
    return text.toString();
  }
}
