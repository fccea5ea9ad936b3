package io.tidemark.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Facts, and after them listings. Cells are those of {@link Listing}. As JSON it is one object,
 * with an array for each listing. Names are in camel case, and shown to people as words.
 */
public final class Report {

  private final Map<String, Object> facts = new LinkedHashMap<>();
  private final Map<String, Listing> listings = new LinkedHashMap<>();

  /** Adds a fact. */
  public void fact(String name, Object value) {
    facts.put(name, value);
  }

  /** Adds a listing; an empty one is shown to scripts only. */
  public void listing(String name, Listing listing) {
    listings.put(name, listing);
  }

  void printText(PrintWriter out, OptionalInt width) {
    int names = facts.keySet().stream().mapToInt(name -> words(name).length()).max().orElse(0);
    facts.forEach(
        (name, value) -> {
          if (value != Listing.NONE) {
            String words = words(name);
            out.println(words + " ".repeat(names - words.length() + 2) + Listing.shown(value));
          }
        });
    listings.forEach(
        (name, listing) -> {
          if (!listing.isEmpty()) {
            out.println();
            out.println(words(name) + ":");
            listing.printTable(out, width);
          }
        });
  }

  /** A name in camel case as words. */
  static String words(String name) {
    return name.replaceAll("(?=\\p{Upper})", " ").toLowerCase(Locale.ROOT);
  }

  void printJson(JsonGenerator json) throws IOException {
    json.writeStartObject();
    for (Map.Entry<String, Object> fact : facts.entrySet()) {
      json.writeFieldName(fact.getKey());
      Listing.write(json, fact.getValue());
    }
    for (Map.Entry<String, Listing> listing : listings.entrySet()) {
      json.writeFieldName(listing.getKey());
      listing.getValue().printJson(json);
    }
    json.writeEndObject();
  }
}
