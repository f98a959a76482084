package dev.mortar.storage.json;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementCompositeDefinition;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeChildContainedResources;
import ca.uhn.fhir.context.RuntimeChildDeclaredExtensionDefinition;
import ca.uhn.fhir.context.RuntimeResourceDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hl7.fhir.instance.model.api.IBase;

/**
 * What is written of an element of one type, in HAPI's order.
 *
 * @param type of a resource; empty for other elements
 * @param before the children before the extensions
 * @param after those behind them
 */
record Plan(String type, List<Child> before, List<Child> after) {

  /**
   * The plans of one context, made when they are first needed. There are as many as R4 has types.
   */
  static final class All {
    private final FhirContext fhir;
    private final Map<Class<?>, Plan> plans = new ConcurrentHashMap<>();

    All(FhirContext fhir) {
      this.fhir = fhir;
    }

    Plan of(Class<? extends IBase> type) {
      Plan known = plans.get(type);
      return known == null ? plans.computeIfAbsent(type, unknown -> newPlan(type)) : known;
    }

    private Plan newPlan(Class<? extends IBase> type) {
      if (!(fhir.getElementDefinition(type)
          instanceof BaseRuntimeElementCompositeDefinition<?> definition)) {
        throw new Unusual("an element without children");
      }
      if (definition instanceof RuntimeResourceDefinition resource && !resource.isStandardType()) {
        throw new Unusual("a type of its own");
      }
      List<Child> before = new ArrayList<>();
      List<Child> after = new ArrayList<>();
      boolean extended = false;
      for (BaseRuntimeChildDefinition child : definition.getChildrenAndExtension()) {
        switch (child.getElementName()) {
          case "id" -> {}
          case "extension", "modifierExtension" -> extended = true;
          default -> {
            if (child instanceof RuntimeChildDeclaredExtensionDefinition) {
              throw new Unusual("an extension with a field of its own");
            }
            if (!(child instanceof RuntimeChildContainedResources)) {
              (extended ? after : before).add(Child.of(fhir, child));
            }
          }
        }
      }
      String name = definition instanceof RuntimeResourceDefinition ? definition.getName() : "";
      return new Plan(name, List.copyOf(before), List.copyOf(after));
    }
  }
}
