package dev.mortar.storage.json;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeChildUndeclaredExtensionDefinition;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hl7.fhir.instance.model.api.IBase;

/** How the values of extensions are written, by their class. */
final class Extensions {
  private final FhirContext fhir;
  private final Map<Class<?>, Form> forms = new ConcurrentHashMap<>();

  Extensions(FhirContext fhir) {
    this.fhir = fhir;
  }

  Form form(Class<? extends IBase> type) {
    Form known = forms.get(type);
    return known == null ? forms.computeIfAbsent(type, unknown -> newForm(type)) : known;
  }

  private Form newForm(Class<? extends IBase> type) {
    RuntimeChildUndeclaredExtensionDefinition value =
        fhir.getRuntimeChildUndeclaredExtensionDefinition();
    return Form.of(
        value.getChildNameByDatatype(type), value.getChildElementDefinitionByDatatype(type));
  }
}
