package io.tidemark.monitor;

import io.tidemark.config.ConfigOption;
import io.tidemark.config.Constraint;
import io.tidemark.config.MemorySize;
import io.tidemark.config.OptionsProvider;
import java.util.Collection;
import java.util.List;

/** The options of where and how a job is monitored. */
public final class MonitorOptions implements OptionsProvider {

  /** The value of {@link #PORT} that means no monitor at all. */
  public static final int NO_PORT = -1;

  public static final ConfigOption<Integer> PORT =
      ConfigOption.key("rest.port")
          .intType()
          .constrainedTo(Constraint.between(NO_PORT, 65_535))
          .defaultValue(0)
          .describedAs(
              "The port of a running job's page and API. 0 is any free port, -1 is no page.");

  public static final ConfigOption<String> BIND_ADDRESS =
      ConfigOption.key("rest.bind-address")
          .stringType()
          .defaultValue("127.0.0.1")
          .describedAs(
              "The address of this machine on which the page and API answer. There is no"
                  + " encryption: leave it on loopback, or put a proxy before it.");

  static final ConfigOption<List<String>> ADDRESS =
      ConfigOption.key("rest.address")
          .stringType()
          .asList()
          .defaultValue(List.of())
          .describedAs(
              "Host names under which clients may reach the page and API, beside loopback and the"
                  + " bind address. Requests for others are refused.");

  static final ConfigOption<MemorySize> MAX_CONTENT_LENGTH =
      ConfigOption.key("rest.server.max-content-length")
          .memorySizeType()
          .defaultValue(MemorySize.parse("64 kb"))
          .describedAs("How large a request's body may be.");

  @Override
  public Collection<ConfigOption<?>> options() {
    return List.of(PORT, BIND_ADDRESS, ADDRESS, MAX_CONTENT_LENGTH);
  }
}
