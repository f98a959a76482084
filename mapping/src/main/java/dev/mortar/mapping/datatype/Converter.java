package dev.mortar.mapping.datatype;

import dev.mortar.mapping.text.Value;
import org.jspecify.annotations.Nullable;

/** From an HL7 v2 value to a FHIR one. */
@FunctionalInterface
public interface Converter<T> {
  /**
   * Null if there is nothing to convert or it cannot be used; in the second case the converter has
   * reported it.
   */
  @Nullable T convert(Value value, Mapping mapping);
}
