package dev.mortar.operations;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;

/** The parameters of a call, taken one by one; what nobody takes is refused. */
final class Given {
  private final List<ParametersParameterComponent> parameters;
  private final Set<String> taken = new HashSet<>();

  Given(@Nullable Parameters parameters) {
    this.parameters = parameters == null ? List.of() : parameters.getParameter();
  }

  /** Of any primitive type; empty if there is none. */
  String text(String name) {
    return one(name, Type.class)
        .map(value -> value.isPrimitive() ? value.primitiveValue() : null)
        .orElse("");
  }

  <T extends Type> Optional<T> one(String name, Class<T> type) {
    List<T> values = all(name, type);
    if (values.size() > 1) {
      throw new IllegalArgumentException(name + " is given more than once.");
    }
    return values.stream().findFirst();
  }

  <T extends Type> List<T> all(String name, Class<T> type) {
    return named(name).map(each -> as(name, each.getValue(), type)).toList();
  }

  <T extends Resource> Optional<T> resource(String name, Class<T> type) {
    List<T> resources = named(name).map(each -> as(name, each.getResource(), type)).toList();
    if (resources.size() > 1) {
      throw new IllegalArgumentException(name + " is given more than once.");
    }
    return resources.stream().findFirst();
  }

  /**
   * @throws IllegalArgumentException if there is a parameter that nobody has asked for
   */
  void checkNothingElse() {
    parameters.stream()
        .map(ParametersParameterComponent::getName)
        .filter(name -> !taken.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw new IllegalArgumentException("There is no parameter " + name + ".");
            });
  }

  private Stream<ParametersParameterComponent> named(String name) {
    taken.add(name);
    return parameters.stream().filter(each -> name.equals(each.getName()));
  }

  private static <T> T as(String name, @Nullable Object value, Class<T> type) {
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(name + " must be a " + type.getSimpleName() + ".");
    }
    return type.cast(value);
  }
}
