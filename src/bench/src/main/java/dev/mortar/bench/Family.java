package dev.mortar.bench;

import java.net.http.HttpRequest;
import java.util.List;

/**
 * A kind of request.
 *
 * @param count requests of one round at scale 1
 */
record Family(String name, int count, Requests requests) {

  /** Makes request {@code n}; every server has its own ids for the same patients. */
  interface Requests {
    HttpRequest request(Server server, List<String> patients, int n);
  }

  /** The one that fills the store; the others ask for what it brought. */
  static Family imports() {
    return new Family(
        "transaction import, bundle of 12",
        150,
        (server, patients, n) -> server.post("/fhir", Material.visit(n)));
  }

  static List<Family> others() {
    return List.of(
        new Family(
            "create Observation",
            500,
            (server, patients, n) ->
                server.post(
                    "/fhir/Observation", Material.observation("Patient/" + pick(patients, n), n))),
        search("read Patient by id", 1500, "/fhir/Patient/{patient}"),
        new Family(
            "Patient by identifier",
            600,
            (server, patients, n) -> server.get(byRecordNumber(n % patients.size()))),
        new Family(
            "Patient by name prefix, 20 hits",
            200,
            (server, patients, n) ->
                server.get("/fhir/Patient?family=Bench" + (1 + n % 3) + "&_count=20")),
        search(
            "Observation by patient + code",
            500,
            "/fhir/Observation?patient=Patient/{patient}&code=http://loinc.org%7C7101-2&_sort=-date"),
        new Family(
            "Task worklist, sorted",
            200,
            (server, patients, n) ->
                server.get(
                    "/fhir/Task?status=requested,accepted&owner=Practitioner/"
                        + Material.owner(n)
                        + "&_sort=authored-on&_count=20")),
        search(
            "_include, 3 entries",
            300,
            "/fhir/MedicationRequest?patient=Patient/{patient}"
                + "&_include=MedicationRequest:patient&_include=MedicationRequest:encounter"),
        search(
            "_revinclude, 2 entries",
            300,
            "/fhir/Patient?_id={patient}&_revinclude=Encounter:patient"));
  }

  /** What is asked most, by somebody in this role; beside the same without any check. */
  static List<Family> checked(String role) {
    String by = ", as " + role + "; beside no checks";
    return List.of(
        search("read Patient by id" + by, 4000, "/fhir/Patient/{patient}"),
        new Family(
            "Patient by name prefix, 20 hits" + by,
            600,
            (server, patients, n) ->
                server.get("/fhir/Patient?family=Bench" + (1 + n % 3) + "&_count=20")));
  }

  static String byRecordNumber(int n) {
    return "/fhir/Patient?identifier=" + Material.RECORD_NUMBERS + "%7CB" + n;
  }

  private static Family search(String name, int count, String path) {
    return new Family(
        name,
        count,
        (server, patients, n) -> server.get(path.replace("{patient}", pick(patients, n))));
  }

  private static String pick(List<String> patients, int n) {
    return patients.get(n % patients.size());
  }
}
