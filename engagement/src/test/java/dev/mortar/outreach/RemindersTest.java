package dev.mortar.outreach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.automation.Carrier;
import dev.mortar.automation.Samples;
import dev.mortar.automation.World;
import dev.mortar.ig.Canonicals;
import dev.mortar.outreach.channel.Handover;
import dev.mortar.outreach.channel.Medium;
import dev.mortar.outreach.channel.Outgoing;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.Communication.CommunicationStatus;
import org.hl7.fhir.r4.model.CommunicationRequest;
import org.hl7.fhir.r4.model.CommunicationRequest.CommunicationRequestStatus;
import org.hl7.fhir.r4.model.Consent.ConsentProvisionType;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From the appointment to the message, by the shipped cadence: 7 d, 48 h and 2 h before. */
final class RemindersTest {
  private static final String START = "2026-03-20T18:00:00Z";

  private final Carrier sms = new Carrier(Medium.SMS);
  private final Carrier email = new Carrier(Medium.EMAIL);
  private final World world = new World("2026-03-02T15:00:00Z", sms, email);

  @BeforeEach
  void people() {
    world.save(Samples.pharmacy());
    world.save(Samples.patient("p1"));
  }

  @AfterEach
  void close() {
    world.close();
  }

  private void zone(String zone) {
    var patient = world.store().find(Patient.class, "p1").orElseThrow();
    patient.addExtension(Canonicals.EXT_TIME_ZONE, new CodeType(zone));
    world.save(patient);
  }

  private List<Instant> active() {
    return world.requests().stream()
        .filter(request -> request.getStatus() == CommunicationRequestStatus.ACTIVE)
        .map(Messages::at)
        .sorted()
        .toList();
  }

  private List<String> reasons() {
    return world.communications().stream()
        .filter(each -> each.getStatus() == CommunicationStatus.NOTDONE)
        .map(each -> each.getStatusReason().getCodingFirstRep().getCode())
        .toList();
  }

  @Test
  void threeRemindersArePlannedAndSentInTheirTime() {
    world.save(Samples.appointment(START));
    var start = Instant.parse(START);
    assertThat(active())
        .containsExactly(
            start.minus(Duration.ofDays(7)),
            start.minus(Duration.ofHours(48)),
            start.minus(Duration.ofHours(2)));
    world.advance(Duration.ofDays(20));
    assertThat(sms.taken()).hasSize(3);
    assertThat(email.taken()).isEmpty();
    assertThat(sms.taken().getFirst().body())
        .contains("Corner Pharmacy", "Friday, March 20, 2026", "6:00 PM", "STOP");
    assertThat(world.communications())
        .allMatch(each -> each.getStatus() == CommunicationStatus.COMPLETED);
  }

  @Test
  void whatLooksLikeATemplateInTheDataStaysText() {
    var name = "{{ 6 * 7 }}${6*7}#{6*7}{% include 'x' %}";
    world.save(Samples.pharmacy().setName(name));
    world.save(Samples.appointment(START));
    world.advance(Duration.ofDays(20));
    assertThat(sms.taken()).hasSize(3);
    assertThat(sms.taken()).allSatisfy(sent -> assertThat(sent.body()).doesNotContain("42"));
    assertThat(sms.taken().getFirst().body()).contains(name);
  }

  @Test
  void remindersFollowAnAppointmentThatMoves() {
    world.save(Samples.appointment(START));
    world.save(Samples.appointment("2026-03-25T18:00:00Z"));
    var start = Instant.parse("2026-03-25T18:00:00Z");
    assertThat(active())
        .containsExactly(
            start.minus(Duration.ofDays(7)),
            start.minus(Duration.ofHours(48)),
            start.minus(Duration.ofHours(2)));
    world.advance(Duration.ofDays(30));
    assertThat(sms.taken()).hasSize(3);
  }

  @Test
  void noRemindersForACancelledAppointment() {
    world.save(Samples.appointment(START));
    world.save(Samples.appointment(START).setStatus(AppointmentStatus.CANCELLED));
    assertThat(active()).isEmpty();
    world.advance(Duration.ofDays(30));
    assertThat(sms.taken()).isEmpty();
  }

  @Test
  void whatIsInThePastIsNotPlanned() {
    world.save(Samples.appointment("2026-03-03T20:00:00Z"));
    assertThat(active()).containsExactly(Instant.parse("2026-03-03T18:00:00Z"));
  }

  @Test
  void aReminderInTheNightWaitsForTheRecipientsMorning() {
    zone("America/New_York");
    world.save(Samples.appointment("2026-03-20T13:30:00Z"));
    world.advance(Duration.ofDays(20));
    var sent =
        world.communications().stream()
            .filter(Communication::hasSent)
            .map(each -> each.getSent().toInstant())
            .toList();
    // 09:30 in New York: two hours before is 07:30, so it goes at 08:00 (12:00 UTC in summer time).
    assertThat(sent).contains(Instant.parse("2026-03-20T12:00:00Z"));
  }

  @Test
  void theNightEndsAnHourEarlierAfterTheClocksChange() {
    zone("America/New_York");
    // 2026-03-08 is the change to summer time. 48 h before 11:30Z on the 10th is 07:30 local.
    world.save(Samples.appointment("2026-03-10T11:30:00Z"));
    world.advance(Duration.ofDays(9));
    var sent =
        world.communications().stream()
            .filter(Communication::hasSent)
            .map(Communication::getSent)
            .map(Date::toInstant);
    assertThat(sent.toList()).contains(Instant.parse("2026-03-08T12:00:00Z"));
  }

  @Test
  void aReminderWhoseMorningComesTooLateIsNotSent() {
    zone("America/New_York");
    world.save(Samples.appointment("2026-03-20T11:30:00Z"));
    world.advance(Duration.ofDays(20));
    assertThat(reasons()).containsExactly("quiet-hours");
  }

  @Test
  void afterStopNoMessageGoesOut() {
    world.save(Samples.appointment(START));
    world.save(Samples.consent("c1", ConsentProvisionType.PERMIT, "2026-01-01T00:00:00Z"));
    world.save(Samples.consent("c2", ConsentProvisionType.DENY, "2026-03-01T00:00:00Z"));
    world.advance(Duration.ofDays(20));
    assertThat(sms.taken()).isEmpty();
    assertThat(reasons()).containsOnly("opted-out").hasSize(3);
  }

  @Test
  void whoForbidsSmsGetsMail() {
    var stop = Samples.consent("c1", ConsentProvisionType.DENY, "2026-03-01T00:00:00Z");
    stop.getProvision().addClass_().setCode("SMSWRIT");
    world.save(stop);
    world.save(Samples.appointment(START));
    world.advance(Duration.ofDays(20));
    assertThat(sms.taken()).isEmpty();
    assertThat(email.taken()).hasSize(3);
    assertThat(email.taken().getFirst().subject()).startsWith("Your appointment on");
  }

  @Test
  void noMoreThanOneMessageADayAndThreeAWeek() {
    for (var day = 9; day <= 13; day++) {
      var appointment = Samples.appointment("2026-03-%02dT18:00:00Z".formatted(day));
      appointment.setId("same-week-" + day);
      world.save(appointment);
    }
    world.advance(Duration.ofDays(14));
    var perDay =
        world.communications().stream()
            .filter(Communication::hasSent)
            .collect(
                java.util.stream.Collectors.groupingBy(
                    each -> each.getSent().toInstant().toString().substring(0, 10)));
    assertThat(perDay.values()).allMatch(messages -> messages.size() == 1);
    assertThat(reasons()).contains("cap-reached");
    var sent = world.communications().stream().filter(Communication::hasSent).toList();
    for (var each : sent) {
      var week = each.getSent().toInstant();
      var within =
          sent.stream()
              .map(other -> Duration.between(week, other.getSent().toInstant()).toDays())
              .filter(days -> days >= 0 && days < 6)
              .count();
      assertThat(within).isLessThanOrEqualTo(3);
    }
  }

  @Test
  void theLanguageOfThePatientIsUsed() {
    var patient = world.store().find(Patient.class, "p1").orElseThrow();
    patient.addCommunication().setPreferred(true).getLanguage().addCoding().setCode("es-MX");
    world.save(patient);
    world.save(Samples.appointment(START));
    world.advance(Duration.ofDays(20));
    assertThat(sms.taken().getFirst().body()).contains("tiene una cita", "20 de marzo");
  }

  @Test
  void withoutACarrierTheMessageIsNotLostInSilence() {
    try (var poor = new World("2026-03-02T15:00:00Z")) {
      poor.save(Samples.patient("p1"));
      poor.save(Samples.appointment(START));
      poor.advance(Duration.ofDays(20));
      assertThat(poor.communications()).hasSize(3);
      assertThat(poor.communications())
          .allMatch(
              each ->
                  each.getStatusReason()
                      .getCodingFirstRep()
                      .getCode()
                      .equals("carrier-not-configured"));
    }
  }

  @Test
  void aRefusalOfTheCarrierMakesWorkForAPerson() {
    sms.answering(
        message -> new Handover.Refused(dev.mortar.ig.Codes.MessageStatusReason.CARRIER_REFUSED));
    world.save(Samples.appointment("2026-03-03T20:00:00Z"));
    world.advance(Duration.ofHours(30));
    assertThat(reasons()).containsExactly("carrier-refused");
    assertThat(world.tasks()).hasSize(1);
  }

  @Test
  void aCarrierThatIsAwayIsTriedUntilItIsBack() {
    var tries = new java.util.concurrent.atomic.AtomicInteger();
    sms.answering(
        message ->
            tries.incrementAndGet() < 4
                ? new Handover.NotSent("away")
                : new Handover.Accepted("p1", 1));
    world.save(Samples.appointment("2026-03-03T20:00:00Z"));
    world.advance(Duration.ofHours(30));
    assertThat(sms.taken()).hasSize(1);
  }

  @Test
  void aTemplateCannotCallMethods() {
    var basic =
        world.store().find(org.hl7.fhir.r4.model.Basic.class, "pe-reminder-sms-en").orElseThrow();
    basic
        .getExtension()
        .getFirst()
        .getExtensionByUrl("body")
        .setValue(new org.hl7.fhir.r4.model.StringType("{{ pharmacy.getClass().getName() }}"));
    world.save(basic);
    world.save(Samples.appointment("2026-03-03T20:00:00Z"));
    world.advance(Duration.ofHours(27));
    assertThat(sms.taken()).isEmpty();
  }

  @Test
  void keysOfMessagesAreTheRequestsIds() {
    world.save(Samples.appointment(START));
    world.advance(Duration.ofDays(20));
    var ids = world.requests().stream().map(CommunicationRequest::getIdPart).toList();
    assertThat(sms.taken()).extracting(Outgoing::key).containsExactlyInAnyOrderElementsOf(ids);
  }
}
