package io.tidemark.serialization;

import io.tidemark.serialization.TypeDescription.OpaqueType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** The plug-ins that the context class loader sees. */
final class FormatPlugins {

  private FormatPlugins() {}

  private static ServiceLoader<FormatPlugin> all() {
    return ServiceLoader.load(FormatPlugin.class);
  }

  static Optional<Serializer<?>> find(Type type) {
    Serializer<?> found = null;
    String finder = "";
    for (FormatPlugin plugin : all()) {
      Optional<Serializer<?>> answer = plugin.serializer(type);
      if (answer.isEmpty()) {
        continue;
      }
      String name = plugin.getClass().getName();
      if (found != null) {
        throw new UnsupportedTypeException(
            "Two format plug-ins want "
                + type.getTypeName()
                + ": "
                + finder
                + " and "
                + name
                + "; keep one of them on the class path");
      }
      found = checked(answer.get(), plugin, type);
      finder = name;
    }
    return Optional.ofNullable(found);
  }

  private static Serializer<?> checked(Serializer<?> serializer, FormatPlugin plugin, Type type) {
    if (serializer.description() instanceof OpaqueType opaque
        && !opaque.kind().equals(plugin.kind())) {
      throw new UnsupportedTypeException(
          "The format plug-in "
              + plugin.getClass().getName()
              + " is of kind "
              + plugin.kind()
              + ", but describes "
              + type.getTypeName()
              + " as of kind "
              + opaque.kind()
              + "; it has to be corrected");
    }
    return serializer;
  }

  static List<String> kinds() {
    return all().stream()
        .map(provider -> provider.get().kind())
        .collect(Collectors.toUnmodifiableList());
  }
}
