package dev.mortar.mapping.segment;

import dev.mortar.mapping.datatype.Codes;
import dev.mortar.mapping.datatype.Converter;
import dev.mortar.mapping.datatype.Identifiers;
import dev.mortar.mapping.datatype.Mapping;
import dev.mortar.mapping.datatype.Numbers;
import dev.mortar.mapping.datatype.Primitives;
import dev.mortar.mapping.datatype.References;
import dev.mortar.mapping.datatype.Times;
import dev.mortar.mapping.table.CodeTable;
import dev.mortar.mapping.text.Segment;
import dev.mortar.mapping.text.Value;
import java.util.Date;
import org.hl7.fhir.r4.model.Annotation;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentParticipantComponent;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;

/** SCH, AIS, AIG, AIL, AIP and NTE to Appointment. */
public final class Appointments {
  private static final String NOTE =
      "http://hl7.org/fhir/5.0/StructureDefinition/extension-Appointment.note";
  private static final CodeTable REASON = CodeTable.named("appointment-reason");
  private static final CodeTable TYPE = CodeTable.named("appointment-type");
  private static final CodeTable STATUS = CodeTable.named("appointment-status");

  public static final SegmentMap<Appointment> SCH =
      SegmentMap.<Appointment>of("SCH[Appointment]", "Appointment")
          .one(
              1,
              "identifier[1]",
              Identifiers.ei("placer-appointment", "PLAC"),
              Appointment::addIdentifier)
          .one(
              2, "identifier[2]", Identifiers.ei("appointment", "FILL"), Appointment::addIdentifier)
          .one(
              6,
              "cancelationReason",
              Appointments::isCancelled,
              Codes::cwe,
              Appointment::setCancelationReason)
          .ours("The event reason of a cancellation is why it was cancelled")
          .one(7, "reasonCode[1]", Codes.cwe(REASON, "0276"), Appointment::addReasonCode)
          .one(8, "appointmentType[1]", Codes.cwe(TYPE, "0277"), Appointment::setAppointmentType)
          .step(9, "minutesDuration[1]", Appointments::duration)
          .step(11, "start", Appointments::start)
          .ours("TQ.4 is the start; the guide maps it through TQ[Appointment]")
          .step(11, "end", Appointments::end)
          .ours("TQ.5 is the end; the guide maps it through TQ[Appointment]")
          .one(
              16,
              "participant[2].actor(Practitioner)",
              References::practitioner,
              Appointments::contact)
          .one(25, "status", Appointments::tellsStatus, Codes.code(STATUS), Appointments::status)
          .one(26, "basedOn(ServiceRequest)", Identifiers.ei("placer", "PLAC"), Appointments::order)
          .one(
              27, "basedOn(ServiceRequest)", Identifiers.ei("filler", "FILL"), Appointments::order);

  public static final SegmentMap<Appointment> AIS =
      SegmentMap.<Appointment>of("AIS[Appointment]", "Appointment")
          .one(3, "serviceType", Codes::cwe, Appointment::addServiceType)
          .step(4, "start", (ais, appointment, mapping) -> startOf(ais, 4, appointment, mapping))
          .ours(
              "The service starts when the appointment starts; only participants have a period in R4")
          .step(7, "end", Appointments::serviceEnd)
          .ours("Start plus duration, with the units of AIS-8");

  public static final SegmentMap<Appointment> AIG =
      SegmentMap.<Appointment>of("AIG[Appointment]", "Appointment")
          .one(3, "participant.actor", general(), Appointments::participant)
          .ours(
              "The resource may be a person, a place or a thing; only its code and name are known");

  public static final SegmentMap<Appointment> AIL =
      SegmentMap.<Appointment>of("AIL[Appointment]", "Appointment")
          .one(
              3, "participant.actor[1](Location)", References::location, Appointments::participant);

  /** A role without a person is nobody else's: it is a participant who is not known yet. */
  public static final SegmentMap<AppointmentParticipantComponent> AIP =
      SegmentMap.<AppointmentParticipantComponent>of("AIP[Appointment]", "Appointment")
          .one(
              3,
              "participant.actor[1](Practitioner)",
              References::practitioner,
              AppointmentParticipantComponent::setActor)
          .one(4, "participant.type[1]", Codes::cwe, AppointmentParticipantComponent::addType);

  public static final SegmentMap<Appointment> NTE =
      SegmentMap.<Appointment>of("NTE[Appointment-Comment]", "Appointment")
          .each(3, "extension[1].valueAnnotation", Primitives::literal, Appointments::note);

  private Appointments() {}

  private static boolean isCancelled(Segment sch) {
    String type = sch.message().header().field(9).component(2).peek();
    return type.equals("S15") || type.equals("S16") || type.equals("S17");
  }

  /**
   * A cancellation, a deletion and a missed appointment are what they are, whatever SCH-25 says.
   */
  private static boolean tellsStatus(Segment sch) {
    return !isCancelled(sch) && !sch.message().header().field(9).component(2).is("S26");
  }

  private static boolean duration(Segment sch, Appointment appointment, Mapping mapping) {
    Integer minutes = minutes(sch.field(9), sch.field(10));
    if (minutes == null || minutes <= 0) {
      return false;
    }
    appointment.setMinutesDuration(minutes);
    return true;
  }

  /** Null if there is no usable number. The default unit of HL7 is the minute. */
  private static @Nullable Integer minutes(Value number, Value unit) {
    Integer amount = Numbers.whole(number.peek());
    if (amount == null) {
      return null;
    }
    number.text();
    return switch (unit.component(1).peek()) {
      case "s", "S", "SEC", "sec" -> times(unit, Math.max(1, amount / 60));
      case "h", "H", "HR", "hr", "hour", "hours" -> times(unit, amount * 60);
      default -> amount;
    };
  }

  private static int times(Value unit, int minutes) {
    unit.component(1).text();
    return minutes;
  }

  private static boolean start(Segment sch, Appointment appointment, Mapping mapping) {
    return point(sch.field(11).component(4), appointment::setStartElement, mapping);
  }

  private static boolean end(Segment sch, Appointment appointment, Mapping mapping) {
    return point(sch.field(11).component(5), appointment::setEndElement, mapping);
  }

  private static boolean startOf(Segment ai, int field, Appointment appointment, Mapping mapping) {
    return !appointment.hasStart() && point(ai.field(field), appointment::setStartElement, mapping);
  }

  private static boolean point(
      Value value, java.util.function.Consumer<InstantType> setter, Mapping mapping) {
    InstantType instant = value.isValued() ? Times.instant(value, mapping) : null;
    if (instant != null) {
      setter.accept(instant);
    }
    return instant != null;
  }

  private static boolean serviceEnd(Segment ais, Appointment appointment, Mapping mapping) {
    DateTimeType start = ais.field(4).isValued() ? Times.dateTime(ais.field(4), mapping) : null;
    Integer minutes = minutes(ais.field(7), ais.field(8));
    if (start == null || minutes == null || minutes <= 0) {
      return false;
    }
    Date end = Date.from(start.getValue().toInstant().plusSeconds(60L * minutes));
    if (appointment.hasEnd() && !appointment.getEnd().before(end)) {
      return false;
    }
    InstantType instant = new InstantType();
    instant.setValue(end, ca.uhn.fhir.model.api.TemporalPrecisionEnum.MILLI);
    instant.setTimeZone(start.getTimeZone());
    appointment.setEndElement(instant);
    return true;
  }

  private static void status(Appointment appointment, String code) {
    appointment.setStatus(AppointmentStatus.fromCode(code));
  }

  private static void contact(Appointment appointment, Reference person) {
    participant(appointment, person);
    appointment.getParticipant().getLast().addType().setText("filler contact");
  }

  private static void participant(Appointment appointment, Reference actor) {
    appointment
        .addParticipant()
        .setActor(actor)
        .setStatus(Appointment.ParticipationStatus.ACCEPTED);
  }

  private static void order(Appointment appointment, org.hl7.fhir.r4.model.Identifier number) {
    appointment.addBasedOn(new Reference().setType("ServiceRequest").setIdentifier(number));
  }

  private static void note(Appointment appointment, String text) {
    appointment.addExtension(NOTE, new Annotation().setText(text));
  }

  private static Converter<Reference> general() {
    return (value, mapping) -> {
      CodeableConcept concept = Codes.cwe(value, mapping);
      if (concept == null) {
        return null;
      }
      Reference reference = new Reference();
      if (concept.hasCoding() && concept.getCodingFirstRep().hasCode()) {
        reference.getIdentifier().setValue(concept.getCodingFirstRep().getCode());
        reference.getIdentifier().setSystem(concept.getCodingFirstRep().getSystem());
      }
      String words = concept.getText();
      return reference.setDisplay(words == null ? concept.getCodingFirstRep().getDisplay() : words);
    };
  }
}
