package dev.mortar.audit;

import ca.uhn.fhir.context.FhirContext;
import dev.mortar.storage.NewResource;
import org.hl7.fhir.r4.model.AuditEvent;

/**
 * An event and its JSON, which is written once for the journal, the chain and the store.
 *
 * @param event with its id; nobody changes it any more
 * @param json as the parser writes the event
 */
record NotedEvent(AuditEvent event, String json) {
  static NotedEvent of(AuditEvent event, FhirContext fhir) {
    return new NotedEvent(event, fhir.newJsonParser().encodeResourceToString(event));
  }

  /**
   * @throws ca.uhn.fhir.parser.DataFormatException if it is no event
   */
  static NotedEvent of(String json, FhirContext fhir) {
    return new NotedEvent(fhir.newJsonParser().parseResource(AuditEvent.class, json), json);
  }

  String id() {
    return event.getIdElement().getIdPart();
  }

  NewResource resource() {
    return new NewResource(event, json);
  }
}
