package dev.mortar.audit;

import dev.mortar.access.Caller;
import dev.mortar.authorization.EndpointCall;
import dev.mortar.authorization.OutsideSignIn;
import dev.mortar.authorization.SecondFactorChange;
import dev.mortar.authorization.ServerAddress;
import dev.mortar.ig.Canonicals;
import dev.mortar.security.GrantChange;
import dev.mortar.security.Refused;
import dev.mortar.security.SocketUse;
import dev.mortar.storage.retention.Disposed;
import dev.mortar.storage.sealing.SealedQueries;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventAction;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventAgentComponent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventAgentNetworkType;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventEntityComponent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventEntityDetailComponent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventOutcome;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;

/**
 * Writes audit events in the form of IHE's Basic Audit Log Patterns, as far as R4 has the elements.
 *
 * @see <a href="https://profiles.ihe.net/ITI/BALP/">Basic Audit Log Patterns</a>
 */
final class AuditEvents {
  private static final String DICOM = "http://dicom.nema.org/resources/ontology/DCM";

  /**
   * Without a text: each text of a code is a row of the index, and there is one such for a read.
   */
  static final Coding REST =
      new Coding("http://terminology.hl7.org/CodeSystem/audit-event-type", "rest", null);

  private static final Coding PERMISSIONS =
      new Coding(Canonicals.CS_AUDIT_SUBTYPE, "permission-change", "Permission change");
  private static final Coding EMERGENCY =
      new Coding("http://terminology.hl7.org/CodeSystem/v3-ActReason", "BTG", "break the glass");
  private static final String ENTITY_TYPE =
      "http://terminology.hl7.org/CodeSystem/audit-entity-type";
  private static final String OBJECT_ROLE = "http://terminology.hl7.org/CodeSystem/object-role";

  private static final Coding AUTHENTICATION = new Coding(DICOM, "110114", "User Authentication");
  private static final Coding LOGOUT = new Coding(DICOM, "110123", "Logout");
  private static final int LONGEST_NAME = 200;

  private static final String PATIENT = "Patient/";

  /** What one event names at most; a longer list is cut and says so. */
  private static final int MOST_ENTITIES = 200;

  private final ServerAddress server;
  private final Clock clock;
  private final SealedQueries queries;

  AuditEvents(ServerAddress server, Clock clock, SealedQueries queries) {
    this.server = server;
    this.clock = clock;
    this.queries = queries;
  }

  /**
   * @param interaction code of the RESTful interaction
   * @param query path and query as asked; it may hold patient data, which belongs here alone
   * @param touched what was shown or written
   */
  AuditEvent request(
      Caller caller,
      String address,
      String interaction,
      String query,
      Touched touched,
      AuditEventOutcome outcome) {
    Collection<String> resources = touched.resources();
    AuditEvent event = start(REST, outcome);
    event.addSubtype(new Coding("http://hl7.org/fhir/restful-interaction", interaction, null));
    if (touched.opensRecord()) {
      event.addSubtype(new Coding(DICOM, "110127", "Emergency Override Started"));
    }
    if (touched.opensRecord()
        || touched.patients().stream().anyMatch(caller.standing().emergencies()::contains)) {
      event.addPurposeOfEvent().addCoding(EMERGENCY);
    }
    if (touched.attests() && !interaction.contains("search") && !interaction.contains("read")) {
      event.addSubtype(new Coding(Canonicals.CS_AUDIT_SUBTYPE, "attestation", "Attestation"));
    }
    event.setAction(action(interaction));
    AuditEventAgentComponent agent = agent(event, caller.name(), address);
    caller.fhirUser().ifPresent(person -> agent.setWho(named(person)));
    agent.addRole().addCoding(new Coding(Canonicals.CS_ROLE, caller.role().code(), null));
    event.addAgent().setRequestor(false).setAltId(caller.client());
    event.addEntity().setQuery(queries.kept(query).getBytes(StandardCharsets.UTF_8));
    List<String> patients = touched.patients().stream().limit(MOST_ENTITIES).toList();
    Set<String> told = patients.stream().map(PATIENT::concat).collect(Collectors.toSet());
    resources.stream()
        .limit(MOST_ENTITIES)
        .filter(resource -> !told.contains(resource))
        .forEach(resource -> event.addEntity().setWhat(named(resource)));
    patients.forEach(patient -> addPatient(event, patient));
    if (resources.size() > MOST_ENTITIES) {
      event.setOutcomeDesc(resources.size() + " resources, of which the first are named");
    }
    return event;
  }

  /** The patient whose record it was, so that the events about a patient can be found. */
  void addPatient(AuditEvent event, String patientId) {
    event
        .addEntity()
        .setWhat(named(PATIENT + patientId))
        .setType(new Coding(ENTITY_TYPE, "1", null))
        .setRole(new Coding(OBJECT_ROLE, "1", null));
  }

  /** A call of an endpoint of the authorization server. */
  AuditEvent endpoint(EndpointCall call) {
    AuditEventOutcome outcome = call.done() ? AuditEventOutcome._0 : AuditEventOutcome._4;
    if (call.kind() == EndpointCall.Kind.LOGOUT) {
      return signOut(orUnknown(call.who()), call.address(), outcome);
    }
    AuditEvent event = start(AUTHENTICATION, outcome);
    event.addSubtype(
        switch (call.kind()) {
          case AUTHORIZATION -> subtype("authorization", "Access of an app");
          case TOKEN -> subtype("token", "Token issued");
          case REVOCATION -> subtype("revocation", "Token revoked");
          case INTROSPECTION -> subtype("introspection", "Token examined");
          case IDENTITY -> subtype("identity", "Identity told");
          case LOGOUT -> LOGOUT;
        });
    event.setAction(AuditEventAction.E);
    agent(event, orUnknown(call.who()), call.address());
    if (!call.client().isEmpty() && !call.client().equals(call.who())) {
      event.addAgent().setRequestor(false).setAltId(call.client());
    }
    return event;
  }

  private static Coding subtype(String code, String display) {
    return new Coding(Canonicals.CS_AUDIT_SUBTYPE, code, display);
  }

  private static String orUnknown(String name) {
    return name.isEmpty() ? "(unknown)" : name;
  }

  /** An address that was closed to whoever asked there, known or not. */
  AuditEvent refused(Refused refused) {
    String what = refused.method() + " " + refused.path();
    return refused
        .caller()
        .map(known -> administration(known, refused.address(), what, AuditEventOutcome._4))
        .orElseGet(() -> unknown(refused.address(), what));
  }

  private AuditEvent unknown(String address, String what) {
    AuditEvent event = start(AUTHENTICATION, AuditEventOutcome._4);
    event.setAction(AuditEventAction.E);
    agent(event, orUnknown(""), address);
    event.addEntity().setName(what.substring(0, Math.min(what.length(), LONGEST_NAME)));
    return event;
  }

  /**
   * Something done by the admin API, or on a WebSocket.
   *
   * @param what method and path, or verb and object, which hold ids and no patient data
   */
  AuditEvent administration(Caller caller, String address, String what, AuditEventOutcome outcome) {
    AuditEvent event = start(new Coding(DICOM, "110100", "Application Activity"), outcome);
    if (what.contains("/api/accounts")) {
      event.addSubtype(new Coding(DICOM, "110137", "User Security Attributes Changed"));
    } else if (what.contains("/api/clients") || what.contains("/api/me/apps")) {
      event.addSubtype(new Coding(DICOM, "110129", "Security Configuration"));
    }
    event.setAction(
        switch (what.substring(0, what.indexOf(' '))) {
          case "GET" -> AuditEventAction.R;
          case "PUT" -> AuditEventAction.U;
          case "DELETE" -> AuditEventAction.D;
          default -> AuditEventAction.E;
        });
    AuditEventAgentComponent agent = agent(event, caller.name(), address);
    caller.fhirUser().ifPresent(person -> agent.setWho(named(person)));
    agent.addRole().addCoding(new Coding(Canonicals.CS_ROLE, caller.role().code(), null));
    event.addAgent().setRequestor(false).setAltId(caller.client());
    event.addEntity().setName(what);
    return event;
  }

  /** Something that was asked for on a WebSocket. */
  AuditEvent socket(SocketUse use) {
    AuditEvent event =
        administration(
            use.caller(),
            use.address(),
            use.what(),
            use.done() ? AuditEventOutcome._0 : AuditEventOutcome._4);
    use.subscription()
        .ifPresent(id -> event.getEntityFirstRep().setWhat(named("Subscription/" + id)));
    return event;
  }

  /** Says that somebody's rights were changed: what they were, what they are, and why. */
  static AuditEvent withGrants(AuditEvent event, List<GrantChange> changes) {
    if (!changes.isEmpty()) {
      event.addSubtype(PERMISSIONS);
    }
    for (GrantChange change : changes) {
      AuditEventEntityComponent entity = event.addEntity().setName("grant");
      Map<String, String> told = new LinkedHashMap<>();
      told.put("before", change.before());
      told.put("after", change.after());
      told.put("reason", change.reason());
      told.forEach(
          (type, value) -> {
            if (!value.isEmpty()) {
              entity.addDetail(detail(type, value));
            }
          });
    }
    return event;
  }

  /** Something was removed for good: kinds and counts, no content. */
  AuditEvent disposal(Disposed disposed) {
    AuditEvent event =
        start(new Coding(DICOM, "110100", "Application Activity"), AuditEventOutcome._0);
    event.addSubtype(new Coding(Canonicals.CS_AUDIT_SUBTYPE, "disposal", "Disposal"));
    event.setAction(AuditEventAction.D);
    event.addAgent().setRequestor(true).setAltId(disposed.by());
    event.addEntity().setWhat(named(disposed.certificate())).setName(disposed.kind());
    disposed
        .counts()
        .forEach(
            (type, count) ->
                event.addEntity().setName(type).addDetail(detail("removed", count.toString())));
    return event;
  }

  private static AuditEventEntityDetailComponent detail(String type, String value) {
    return new AuditEventEntityDetailComponent().setType(type).setValue(new StringType(value));
  }

  /** A sign-in, or the try of one. */
  AuditEvent signIn(String name, String address, AuditEventOutcome outcome) {
    return session(new Coding(DICOM, "110122", "Login"), name, address, outcome);
  }

  AuditEvent signOut(String name, String address, AuditEventOutcome outcome) {
    return session(LOGOUT, name, address, outcome);
  }

  private AuditEvent session(
      Coding subtype, String name, String address, AuditEventOutcome outcome) {
    AuditEvent event = start(AUTHENTICATION, outcome);
    event.addSubtype(subtype);
    event.setAction(AuditEventAction.E);
    agent(event, name, address);
    return event;
  }

  /** A sign-in by an EHR or an identity provider, or the try of one. */
  AuditEvent outsideSignIn(OutsideSignIn signIn) {
    AuditEvent event =
        signIn(
            signIn.name().isEmpty() ? "(unknown)" : signIn.name(),
            signIn.address(),
            signIn.done() ? AuditEventOutcome._0 : AuditEventOutcome._4);
    event.setOutcomeDesc(signIn.what());
    event.addEntity().setName(signIn.from());
    return event;
  }

  /** Somebody changed what they themselves sign in with, or tried to. */
  AuditEvent secondFactor(SecondFactorChange change) {
    AuditEvent event =
        start(
            new Coding(DICOM, "110100", "Application Activity"),
            change.done() ? AuditEventOutcome._0 : AuditEventOutcome._4);
    event.addSubtype(new Coding(DICOM, "110137", "User Security Attributes Changed"));
    event.setAction(
        switch (change.kind()) {
          case PASSKEY_REMOVED -> AuditEventAction.D;
          case PASSWORD_SET -> AuditEventAction.U;
          case CODES_ADDED, PASSKEY_ADDED -> AuditEventAction.C;
        });
    agent(event, change.username(), change.address());
    event
        .addEntity()
        .setName(
            switch (change.kind()) {
              case CODES_ADDED -> "codes of a telephone";
              case PASSWORD_SET -> "password";
              case PASSKEY_ADDED, PASSKEY_REMOVED -> "passkey";
            });
    return event;
  }

  /**
   * A message that left us, or that its receiver refused for good.
   *
   * @param receiver the name of the destination
   * @param message type and control id
   * @param resources what it was about, as {@code Appointment/7}
   */
  AuditEvent sent(
      String receiver, String message, Collection<String> resources, AuditEventOutcome outcome) {
    AuditEvent event = start(new Coding(DICOM, "110106", "Export"), outcome);
    event.setAction(AuditEventAction.R);
    event.addAgent().setRequestor(true).setAltId("Mortar");
    event.addAgent().setRequestor(false).setAltId(receiver);
    event.addEntity().setName(message);
    resources.forEach(resource -> event.addEntity().setWhat(named(resource)));
    return event;
  }

  /**
   * A question of another system by HL7 v2.
   *
   * @param query as it was asked; it holds patient data, which belongs here alone
   * @param patients whom the answer showed
   */
  AuditEvent asked(
      String sender,
      String address,
      String query,
      Collection<String> patients,
      AuditEventOutcome outcome) {
    AuditEvent event = start(new Coding(DICOM, "110112", "Query"), outcome);
    event.setAction(AuditEventAction.E);
    agent(event, sender, address);
    event.addAgent().setRequestor(false).setAltId("Mortar");
    event.addEntity().setQuery(queries.keptOfMessage(query).getBytes(StandardCharsets.UTF_8));
    patients.forEach(patient -> event.addEntity().setWhat(named(patient)));
    return event;
  }

  /**
   * Names a resource by its address. A plain reference would keep the resource from being deleted,
   * and could not be stored for one that is gone.
   */
  Reference named(String resource) {
    Reference reference = new Reference();
    reference.setType(resource.substring(0, Math.max(0, resource.indexOf('/'))));
    reference
        .getIdentifier()
        .setSystem("urn:ietf:rfc:3986")
        .setValue(server.fhir() + "/" + resource);
    return reference;
  }

  AuditEvent start(Coding type, AuditEventOutcome outcome) {
    AuditEvent event = new AuditEvent();
    event.setType(type).setOutcome(outcome).setRecorded(Date.from(clock.instant()));
    event.getSource().getObserver().setDisplay("Mortar");
    return event;
  }

  static AuditEventAgentComponent agent(AuditEvent event, String name, String address) {
    AuditEventAgentComponent agent = event.addAgent().setRequestor(true).setAltId(name);
    agent.getNetwork().setAddress(address).setType(AuditEventAgentNetworkType._2);
    return agent;
  }

  private static AuditEventAction action(String interaction) {
    return switch (interaction) {
      case "create" -> AuditEventAction.C;
      case "update", "patch" -> AuditEventAction.U;
      case "delete" -> AuditEventAction.D;
      case "read", "vread", "history-instance" -> AuditEventAction.R;
      default -> AuditEventAction.E;
    };
  }
}
