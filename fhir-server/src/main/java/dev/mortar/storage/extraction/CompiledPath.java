package dev.mortar.storage.extraction;

import java.util.List;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/**
 * A path of a search parameter as a chain of steps.
 *
 * @param root the type of the resources that it is about
 */
record CompiledPath(String root, List<Step> steps) {
  /** Null if the resource holds something that only the interpreter understands. */
  @Nullable List<Base> values(Base resource) {
    if (!(resource instanceof Resource) || resource instanceof Bundle) {
      return null;
    }
    if (!resource.fhirType().equals(root)) {
      return List.of();
    }
    List<Base> values = List.of(resource);
    for (Step step : steps) {
      if (values.isEmpty()) {
        return values;
      }
      values = step.from(values);
      if (values == null) {
        return null;
      }
    }
    return values;
  }
}
