package dev.mortar.storage.extraction;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementCompositeDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementDefinition;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeChildChoiceDefinition;
import ca.uhn.fhir.context.RuntimeChildExtension;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/** Resources with every element filled, the repeated ones twice, choices by turns. */
public final class FullResources {
  private static final List<String> TARGETS =
      List.of("Patient/1", "Practitioner/2", "Location/3", "https://else.where/fhir/Patient/4");
  private static final int DEEPEST = 5;

  private final FhirContext fhir;
  private final int turn;
  private int made;

  /**
   * @param turn which type of each choice is taken
   */
  public FullResources(FhirContext fhir, int turn) {
    this.fhir = fhir;
    this.turn = turn;
  }

  public Resource of(String type) {
    var definition = fhir.getResourceDefinition(type);
    var resource = (Resource) definition.newInstance();
    fill(definition, resource, 0);
    resource.setId(type + "/full");
    return resource;
  }

  private void fill(BaseRuntimeElementCompositeDefinition<?> definition, IBase element, int depth) {
    for (BaseRuntimeChildDefinition child : definition.getChildren()) {
      if (depth >= DEEPEST
          || child instanceof RuntimeChildExtension
          || child.getElementName().contains("xtension")
          || child.getElementName().equals("contained")) {
        continue;
      }
      int times = child.getMax() == 1 ? 1 : 2;
      for (int i = 0; i < times; i++) {
        value(child, i, depth).forEach(value -> child.getMutator().addValue(element, value));
      }
    }
  }

  private List<IBase> value(BaseRuntimeChildDefinition child, int index, int depth) {
    List<String> names = new ArrayList<>(child.getValidChildNames());
    if (child instanceof RuntimeChildChoiceDefinition) {
      names.removeIf(name -> name.equals(child.getElementName()));
    }
    if (names.isEmpty()) {
      return List.of();
    }
    names.sort(String::compareTo);
    String name = names.get((turn + index) % names.size());
    BaseRuntimeElementDefinition<?> definition = child.getChildByName(name);
    if (definition == null || definition.getImplementingClass().isInterface()) {
      return List.of();
    }
    IBase value = instance(child, definition);
    if (value instanceof Reference reference) {
      reference.setReference(TARGETS.get(made++ % TARGETS.size()));
    } else if (value instanceof org.hl7.fhir.r4.model.PrimitiveType<?> primitive) {
      set(primitive, child.getElementName());
    } else if (definition instanceof BaseRuntimeElementCompositeDefinition<?> composite) {
      fill(composite, value, depth + 1);
    }
    return List.of(value);
  }

  private static IBase instance(
      BaseRuntimeChildDefinition child, BaseRuntimeElementDefinition<?> definition) {
    Object argument = child.getInstanceConstructorArguments();
    return argument == null ? definition.newInstance() : definition.newInstance(argument);
  }

  private void set(org.hl7.fhir.r4.model.PrimitiveType<?> primitive, String element) {
    String text =
        switch (primitive.fhirType()) {
          case "boolean" -> "true";
          case "date" -> "2026-11-20";
          case "dateTime", "instant" -> "2026-11-20T08:00:00Z";
          case "time" -> "08:00:00";
          case "decimal", "integer", "positiveInt", "unsignedInt" -> Integer.toString(1 + made++);
          case "base64Binary" -> "AAAA";
          case "code" -> primitive instanceof CodeType ? (made++ % 2 == 0 ? "phone" : "email") : "";
          default -> element + made++;
        };
    if (!text.isEmpty()) {
      primitive.setValueAsString(text);
    }
  }
}
