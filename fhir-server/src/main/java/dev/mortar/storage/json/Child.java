package dev.mortar.storage.json;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import ca.uhn.fhir.context.BaseRuntimeDeclaredChildDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementDefinition;
import ca.uhn.fhir.context.FhirContext;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hl7.fhir.instance.model.api.IBase;
import org.jspecify.annotations.Nullable;

/** One element of a type of R4: where its value lies, and what it is called in JSON. */
final class Child {
  private final FhirContext fhir;
  private final BaseRuntimeChildDefinition definition;
  private final Field field;
  private final boolean many;
  private final Map<Class<?>, Form> forms = new ConcurrentHashMap<>();

  private Child(FhirContext fhir, BaseRuntimeChildDefinition definition, Field field) {
    this.fhir = fhir;
    this.definition = definition;
    field.setAccessible(true);
    this.field = field;
    this.many = List.class.equals(field.getType());
  }

  static Child of(FhirContext fhir, BaseRuntimeChildDefinition definition) {
    if (!(definition instanceof BaseRuntimeDeclaredChildDefinition declared)) {
      throw new Unusual("an element without a field");
    }
    return new Child(fhir, definition, declared.getField());
  }

  /** As R4 calls it, without the type of a choice. */
  String name() {
    return definition.getElementName();
  }

  boolean many() {
    return many;
  }

  /** An element, a list of some, or null. */
  @Nullable Object value(Object parent) {
    try {
      return field.get(parent);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("R4's fields can be read by whoever is let in", e);
    }
  }

  /** How a value of this class is written here. */
  Form form(Class<? extends IBase> type) {
    Form known = forms.get(type);
    return known == null ? forms.computeIfAbsent(type, unknown -> newForm(type)) : known;
  }

  private Form newForm(Class<? extends IBase> type) {
    Class<? extends IBase> declared = type;
    if (definition.getChildElementDefinitionByDatatype(type) == null) {
      BaseRuntimeElementDefinition<?> element = fhir.getElementDefinition(type);
      if (element == null || !element.getName().equals("code")) {
        throw new Unusual("a type that does not belong there");
      }
      declared = fhir.getElementDefinition("code").getImplementingClass();
    }
    return Form.of(
        definition.getChildNameByDatatype(declared),
        definition.getChildElementDefinitionByDatatype(declared));
  }
}
