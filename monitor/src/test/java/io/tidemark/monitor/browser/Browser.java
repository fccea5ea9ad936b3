package io.tidemark.monitor.browser;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A browser with one window. Clicks and keys are real ones: what is hidden or covered cannot be
 * clicked. Closing ends the browser and its driver.
 */
public final class Browser implements AutoCloseable {

  private static final JsonFactory JSON = new JsonFactory();
  private static final Pattern PORT = Pattern.compile("started successfully on port (\\d+)");
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int MOMENT_MILLIS = 10;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process driver;
  private final URI session;

  private Browser(Process driver, URI session) {
    this.driver = driver;
    this.session = session;
  }

  /**
   * Starts one.
   *
   * @param folder an empty folder for its profile and its driver's output
   */
  public static Browser start(Path folder) throws IOException {
    Path log = folder.resolve("driver.txt");
    Process driver =
        new ProcessBuilder(Chromium.driver().toString(), "--port=0")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Browser starting = new Browser(driver, URI.create("http://localhost:" + port(driver, log)));
    try {
      String options =
          starting.call(
              "POST",
              "/session",
              out -> {
                out.writeObjectFieldStart("capabilities");
                out.writeObjectFieldStart("alwaysMatch");
                out.writeObjectFieldStart("goog:chromeOptions");
                out.writeStringField("binary", Chromium.browser().toString());
                out.writeArrayFieldStart("args");
                for (String argument : Chromium.arguments(folder.resolve("profile"))) {
                  out.writeString(argument);
                }
                out.writeEndArray();
                out.writeEndObject();
                out.writeEndObject();
                out.writeEndObject();
              });
      return new Browser(
          driver, URI.create(starting.session + "/session/" + field(options, "sessionId")));
    } catch (RuntimeException e) {
      driver.destroy();
      throw e;
    }
  }

  private static String port(Process driver, Path log) throws IOException {
    while (true) {
      Matcher found = PORT.matcher(Files.readString(log));
      if (found.find()) {
        return found.group(1);
      }
      if (endsSoon(driver)) {
        throw new IOException("The browser's driver has ended: " + Files.readString(log));
      }
    }
  }

  /** Lets a moment pass in which the driver, or the browser behind it, gets on with its work. */
  private static boolean endsSoon(Process driver) {
    try {
      return driver.waitFor(MOMENT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while a browser is awaited", e);
    }
  }

  public void open(URI page) {
    call("POST", "/url", out -> out.writeStringField("url", page.toString()));
  }

  public void resize(int width, int height) {
    call(
        "POST",
        "/window/rect",
        out -> {
          out.writeNumberField("width", width);
          out.writeNumberField("height", height);
        });
  }

  /** Makes the system look as if its user liked it dark, or light. */
  public void prefer(boolean dark) {
    call(
        "POST",
        "/goog/cdp/execute",
        out -> {
          out.writeStringField("cmd", "Emulation.setEmulatedMedia");
          out.writeObjectFieldStart("params");
          out.writeArrayFieldStart("features");
          out.writeStartObject();
          out.writeStringField("name", "prefers-color-scheme");
          out.writeStringField("value", dark ? "dark" : "light");
          out.writeEndObject();
          out.writeEndArray();
          out.writeEndObject();
        });
  }

  /** Clicks on what the selector finds. */
  public void click(String selector) {
    call("POST", "/element/" + element(selector) + "/click", out -> {});
  }

  /** Types into what the selector finds. */
  public void type(String selector, String text) {
    call(
        "POST",
        "/element/" + element(selector) + "/value",
        out -> out.writeStringField("text", text));
  }

  /** The text that a reader of the page sees there. */
  public String text(String selector) {
    return call("GET", "/element/" + element(selector) + "/text", out -> {});
  }

  /** The name by which assistive programs know it. */
  public String accessibleName(String selector) {
    return call("GET", "/element/" + element(selector) + "/computedlabel", out -> {});
  }

  private String element(String selector) {
    String found =
        call(
            "POST",
            "/element",
            out -> {
              out.writeStringField("using", "css selector");
              out.writeStringField("value", selector);
            });
    return found.replaceAll(".*\"([^\"]+)\"}$", "$1");
  }

  /** What the script returns, as text or as JSON. */
  public String run(String script) {
    return call(
        "POST",
        "/execute/sync",
        out -> {
          out.writeStringField("script", script);
          out.writeArrayFieldStart("args");
          out.writeEndArray();
        });
  }

  /** Asks again until the script returns true. Whoever calls it has a time-out. */
  public void await(String condition) {
    while (!run("return Boolean(" + condition + ")").equals("true")) {
      if (endsSoon(driver)) {
        throw new IllegalStateException("The browser has ended, and still: " + condition);
      }
    }
  }

  /** What the page has written to its console as warnings and errors. */
  public List<String> complaints() {
    String log = call("POST", "/se/log", out -> out.writeStringField("type", "browser"));
    return log.equals("[]") ? List.of() : List.of(log);
  }

  /** The page as a PNG. */
  public byte[] screenshot() {
    return Base64.getDecoder().decode(call("GET", "/screenshot", out -> {}));
  }

  @Override
  public void close() {
    try {
      call("DELETE", "", out -> {});
    } finally {
      driver.destroy();
    }
  }

  /** Writes the fields of a request's object. */
  private interface Fields {
    void write(JsonGenerator out) throws IOException;
  }

  private String call(String method, String path, Fields fields) {
    StringWriter body = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(body)) {
      out.writeStartObject();
      fields.write(out);
      out.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    try {
      HttpResponse<String> response =
          http.send(
              HttpRequest.newBuilder(URI.create(session + path))
                  .timeout(PATIENCE)
                  .method(
                      method,
                      method.equals("POST")
                          ? HttpRequest.BodyPublishers.ofString(body.toString())
                          : HttpRequest.BodyPublishers.noBody())
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      String value = field(response.body(), "value");
      if (response.statusCode() != 200) {
        throw new IllegalStateException(method + " " + path + " " + body + ": " + value);
      }
      return value;
    } catch (IOException e) {
      throw new IllegalStateException(method + " " + path + " " + body, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
  }

  /** A field of an object: the text of a string, or else its JSON. */
  private static String field(String json, String name) {
    try (JsonParser in = JSON.createParser(json)) {
      in.nextToken();
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        boolean wanted = in.currentName().equals(name);
        JsonToken token = in.nextToken();
        if (wanted && token.isScalarValue()) {
          return in.getText();
        }
        StringWriter copy = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(copy)) {
          out.copyCurrentStructure(in);
        }
        if (wanted) {
          return copy.toString();
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("No JSON: " + json, e);
    }
    throw new IllegalStateException("No field " + name + " in " + json);
  }
}
