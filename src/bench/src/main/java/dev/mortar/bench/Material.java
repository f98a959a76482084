package dev.mortar.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;

/** The resources and messages of the load, made from a number: the same for every server. */
final class Material {
  static final String RECORD_NUMBERS = "urn:bench:mrn";
  static final int OWNERS = 20;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int RESULTS = 7;

  private Material() {}

  static String practitioner(int n) {
    ObjectNode practitioner = resource("Practitioner").put("id", owner(n));
    practitioner.putArray("name").addObject().put("family", "Bench" + n);
    return practitioner.toString();
  }

  static String owner(int n) {
    return "bench-" + n % OWNERS;
  }

  /** A visit as one transaction of twelve: person, encounter, diagnosis, order, results, task. */
  static String visit(int n) {
    ObjectNode bundle = resource("Bundle").put("type", "transaction");
    String patient = urn();
    String encounter = urn();
    add(bundle, patient, person(n));
    add(bundle, encounter, encounter(patient));
    add(bundle, urn(), diagnosis(patient, encounter));
    add(bundle, urn(), order(patient, encounter));
    for (int i = 0; i < RESULTS; i++) {
      ObjectNode result = result(patient, n, i);
      result.putObject("encounter").put("reference", encounter);
      add(bundle, urn(), result);
    }
    add(bundle, urn(), task(patient, n));
    return bundle.toString();
  }

  /** A result for a patient who is there already. */
  static String observation(String patient, int n) {
    return result(patient, n, RESULTS).toString();
  }

  private static ObjectNode person(int n) {
    ObjectNode person = resource("Patient").put("gender", n % 2 == 0 ? "female" : "male");
    person.putArray("identifier").addObject().put("system", RECORD_NUMBERS).put("value", "B" + n);
    ObjectNode name = person.putArray("name").addObject();
    name.put("family", "Bench" + n % 997).putArray("given").add("Given" + n % 89);
    person.put("birthDate", 1930 + n % 80 + "-04-12");
    ObjectNode home = person.putArray("address").addObject();
    home.put("city", "Springfield").put("postalCode", "6270" + n % 10);
    return person;
  }

  private static ObjectNode encounter(String patient) {
    ObjectNode encounter = resource("Encounter").put("status", "finished");
    encounter
        .putObject("class")
        .put("system", "http://terminology.hl7.org/CodeSystem/v3-ActCode")
        .put("code", "AMB");
    encounter.putObject("subject").put("reference", patient);
    encounter.putObject("period").put("start", "2026-11-20T08:00:00Z");
    return encounter;
  }

  private static ObjectNode diagnosis(String patient, String encounter) {
    ObjectNode condition = resource("Condition");
    code(condition, "code", "http://hl7.org/fhir/sid/icd-10-cm", "I48.0");
    condition.putObject("subject").put("reference", patient);
    condition.putObject("encounter").put("reference", encounter);
    return condition;
  }

  private static ObjectNode order(String patient, String encounter) {
    ObjectNode order = resource("MedicationRequest");
    order.put("status", "active").put("intent", "order");
    code(
        order, "medicationCodeableConcept", "http://www.nlm.nih.gov/research/umls/rxnorm", "11289");
    order.putObject("subject").put("reference", patient);
    order.putObject("encounter").put("reference", encounter);
    order.put("authoredOn", "2026-11-20T08:30:00Z");
    return order;
  }

  private static ObjectNode result(String patient, int n, int which) {
    ObjectNode result = resource("Observation").put("status", "final");
    code(result, "code", "http://loinc.org", "7" + which + "01-2");
    result.putObject("subject").put("reference", patient);
    String minute = String.format("%02d", n % 60);
    result.put("effectiveDateTime", "2026-11-20T08:" + minute + ":00Z");
    result
        .putObject("valueQuantity")
        .put("value", 100 + n % 40)
        .put("unit", "mmol/L")
        .put("system", "http://unitsofmeasure.org")
        .put("code", "mmol/L");
    return result;
  }

  private static ObjectNode task(String patient, int n) {
    ObjectNode task = resource("Task").put("status", "requested").put("intent", "order");
    task.put("priority", n % 3 == 0 ? "urgent" : "routine");
    task.putObject("code").put("text", "Call after the visit");
    task.putObject("for").put("reference", patient);
    task.putObject("owner").put("reference", "Practitioner/" + owner(n));
    task.put("authoredOn", String.format("2026-11-%02dT%02d:00:00Z", 1 + n % 20, n % 24));
    return task;
  }

  private static void add(ObjectNode bundle, String url, ObjectNode resource) {
    ObjectNode entry = bundle.withArray("entry").addObject().put("fullUrl", url);
    entry.set("resource", resource);
    entry
        .putObject("request")
        .put("method", "POST")
        .put("url", resource.path("resourceType").asText());
  }

  private static void code(ObjectNode resource, String element, String system, String code) {
    ObjectNode coding = resource.putObject(element).putArray("coding").addObject();
    coding.put("system", system).put("code", code);
  }

  private static ObjectNode resource(String type) {
    return JSON.createObjectNode().put("resourceType", type);
  }

  private static String urn() {
    return "urn:uuid:" + UUID.randomUUID();
  }
}
