package dev.mortar.audit;

import dev.mortar.access.Role;
import dev.mortar.ig.Canonicals;
import dev.mortar.security.HookCall;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventAction;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventEntityComponent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventOutcome;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.StringType;
import org.springframework.context.event.EventListener;

/**
 * Notes which EHR asked a decision service about whom, which cards it was given, and what became of
 * them. A card is found again by its id: the event that showed it names what it was about.
 */
final class HookAudit {
  private static final Coding ASKED =
      new Coding(Canonicals.CS_AUDIT_SUBTYPE, "decision-support", "Decision support");
  private static final Coding TOLD =
      new Coding(Canonicals.CS_AUDIT_SUBTYPE, "decision-feedback", "Decision feedback");

  private final AuditTrail trail;
  private final AuditEvents events;

  HookAudit(AuditTrail trail, AuditEvents events) {
    this.trail = trail;
    this.events = events;
  }

  @EventListener
  void called(HookCall call) {
    trail.record(event(call));
  }

  private AuditEvent event(HookCall call) {
    AuditEvent event =
        events.start(
            AuditEvents.REST, call.why().isPresent() ? AuditEventOutcome._4 : AuditEventOutcome._0);
    event.addSubtype(call.what().endsWith("/feedback") ? TOLD : ASKED);
    event.setAction(AuditEventAction.E);
    call.why().ifPresent(event::setOutcomeDesc);
    String caller = call.caller().isEmpty() ? "(unknown)" : call.caller();
    AuditEvents.agent(event, caller, call.address())
        .addRole()
        .addCoding(new Coding(Canonicals.CS_ROLE, Role.SYSTEM_EHR.code(), null));
    event.addEntity().setName(call.what());
    call.notes().forEach(note -> add(event.addEntity(), note));
    call.patient().ifPresent(patient -> events.addPatient(event, patient));
    return event;
  }

  private void add(AuditEventEntityComponent entity, HookCall.Note note) {
    Optional<String> about = note.about();
    about.map(events::named).ifPresent(entity::setWhat);
    note.outcome().ifPresent(entity::setName);
    entity.addDetail().setType("card").setValue(new StringType(note.card()));
    note.details().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            one ->
                entity.addDetail().setType(one.getKey()).setValue(new StringType(one.getValue())));
  }
}
