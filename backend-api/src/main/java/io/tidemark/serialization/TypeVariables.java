package io.tidemark.serialization;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The serializers for which the type variables of a generic class stand. */
record TypeVariables(Map<TypeVariable<?>, Serializer<?>> serializers) {

  static final TypeVariables NONE = new TypeVariables(Map.of());

  static TypeVariables of(Class<?> generic, List<Serializer<?>> arguments) {
    Map<TypeVariable<?>, Serializer<?>> serializers = new HashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      serializers.put(generic.getTypeParameters()[i], arguments.get(i));
    }
    return new TypeVariables(serializers);
  }

  Optional<Serializer<?>> find(TypeVariable<?> variable) {
    return Optional.ofNullable(serializers.get(variable));
  }

  /**
   * The variables of {@code implementation} where it hands them on to {@code generic}, whose
   * variables these are: in {@code record Created<U>() implements Event<U>}, U stands for what the
   * variable of Event stands for.
   */
  TypeVariables ofImplementation(Class<?> implementation, Class<?> generic) {
    Map<TypeVariable<?>, Serializer<?>> handedOn = new HashMap<>();
    for (Type parent : implementation.getGenericInterfaces()) {
      if (parent instanceof ParameterizedType parameterized
          && parameterized.getRawType() == generic) {
        Type[] arguments = parameterized.getActualTypeArguments();
        for (int i = 0; i < arguments.length; i++) {
          Serializer<?> serializer = serializers.get(generic.getTypeParameters()[i]);
          if (arguments[i] instanceof TypeVariable<?> variable && serializer != null) {
            handedOn.put(variable, serializer);
          }
        }
      }
    }
    return new TypeVariables(handedOn);
  }
}
