package dev.mortar.mapping.outward;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.hl7.fhir.r4.model.Address;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.ChargeItem;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Dosage;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Immunization;
import org.hl7.fhir.r4.model.MedicationDispense;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Range;
import org.hl7.fhir.r4.model.Ratio;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.SampledData;
import org.hl7.fhir.r4.model.Timing;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;

/** What the rows of this package cover of a resource, one line a fact. */
final class Facts {
  private final Set<String> facts = new TreeSet<>();

  static Set<String> of(List<? extends Resource> resources) {
    Facts all = new Facts();
    resources.forEach(all::add);
    return all.facts;
  }

  private void add(Resource resource) {
    switch (resource) {
      case Patient patient -> patient(patient);
      case Appointment appointment -> appointment(appointment);
      case DiagnosticReport report -> report(report);
      case Observation observation -> observation(observation);
      case MedicationRequest request -> order(request);
      case MedicationDispense dispense -> dispense(dispense);
      case Immunization immunization -> immunization(immunization);
      case ChargeItem charge -> charge(charge);
      default -> {}
    }
  }

  private void order(MedicationRequest one) {
    one.getIdentifier().forEach(each -> say("Order.identifier", identifier(each)));
    drug("Order.medication", one.getMedication());
    say("Order.status", one.getStatus().toCode());
    say("Order.authoredOn", time(one.getAuthoredOnElement()));
    say("Order.quantity", quantity(one.getDispenseRequest().getQuantity()));
    say(
        "Order.repeats",
        one.getDispenseRequest().hasNumberOfRepeatsAllowed()
            ? one.getDispenseRequest().getNumberOfRepeatsAllowed()
            : "");
    say(
        "Order.supply",
        one.getDispenseRequest().hasExpectedSupplyDuration()
            ? one.getDispenseRequest().getExpectedSupplyDuration().getValue().toPlainString()
            : "");
    dosage("Order", one.getDosageInstruction());
  }

  private void dispense(MedicationDispense one) {
    one.getIdentifier().forEach(each -> say("Dispense.identifier", identifier(each)));
    drug("Dispense.medication", one.getMedication());
    say("Dispense.status", one.getStatus().toCode());
    say("Dispense.handedOver", time(one.getWhenHandedOverElement()));
    say("Dispense.quantity", quantity(one.getQuantity()));
    say(
        "Dispense.daysSupply",
        one.hasDaysSupply() ? one.getDaysSupply().getValue().toPlainString() : "");
    one.getNote().forEach(note -> say("Dispense.note", note.getText()));
    dosage("Dispense", one.getDosageInstruction());
  }

  private void dosage(String what, List<Dosage> dosages) {
    for (Dosage dosage : dosages) {
      say(what + ".dosage.text", dosage.getText());
      codes(what + ".route", dosage.getRoute());
      codes(what + ".site", dosage.getSite());
      for (Dosage.DosageDoseAndRateComponent rate : dosage.getDoseAndRate()) {
        say(what + ".dose", value(rate.getDose()));
        say(what + ".rate", value(rate.getRate()));
      }
      if (dosage.hasTiming()) {
        say(what + ".timing", timing(dosage.getTiming()));
      }
      if (dosage.hasAsNeededBooleanType()) {
        say(what + ".asNeeded", dosage.getAsNeededBooleanType().getValue());
      }
    }
  }

  private static String timing(Timing timing) {
    Timing.TimingRepeatComponent repeat = timing.getRepeat();
    List<String> parts = new ArrayList<>();
    timing.getCode().getCoding().forEach(one -> parts.add(one.getCode()));
    parts.add(String.valueOf(timing.getCode().getText()));
    if (repeat.hasPeriod()) {
      parts.add(repeat.getFrequency() + " in " + repeat.getPeriod() + repeat.getPeriodUnit());
    }
    repeat.getTimeOfDay().forEach(time -> parts.add(time.getValue()));
    parts.add(repeat.hasCount() ? "count " + repeat.getCount() : "");
    parts.add(value(repeat.getBounds()));
    return String.join("|", parts);
  }

  private void immunization(Immunization one) {
    one.getIdentifier().forEach(each -> say("Immunization.identifier", identifier(each)));
    codes("Immunization.vaccine", one.getVaccineCode());
    say("Immunization.status", one.getStatus().toCode());
    say("Immunization.occurrence", value(one.getOccurrence()));
    say("Immunization.dose", one.hasDoseQuantity() ? quantity(one.getDoseQuantity()) : "");
    say("Immunization.lot", one.getLotNumber());
    say("Immunization.expires", one.getExpirationDateElement().getValueAsString());
    say("Immunization.recorded", time(one.getRecordedElement()));
    codes("Immunization.reason", one.getStatusReason());
    codes("Immunization.route", one.getRoute());
    codes("Immunization.site", one.getSite());
    one.getReasonCode().forEach(code -> codes("Immunization.indication", code));
    one.getProgramEligibility().forEach(code -> codes("Immunization.eligibility", code));
    codes("Immunization.funding", one.getFundingSource());
    one.getNote().forEach(note -> say("Immunization.note", note.getText()));
  }

  private void charge(ChargeItem one) {
    one.getIdentifier().forEach(each -> say("Charge.identifier", identifier(each)));
    codes("Charge.code", one.getCode());
    say("Charge.status", one.getStatus().toCode());
    say("Charge.occurrence", value(one.getOccurrence()));
    say("Charge.entered", time(one.getEnteredDateElement()));
    say("Charge.quantity", one.hasQuantity() ? quantity(one.getQuantity()) : "");
    say(
        "Charge.price",
        one.hasPriceOverride()
            ? one.getPriceOverride().getValue() + " " + one.getPriceOverride().getCurrency()
            : "");
    one.getReason().forEach(code -> codes("Charge.reason", code));
    one.getBodysite().forEach(code -> codes("Charge.bodysite", code));
  }

  private void drug(String what, @Nullable Type medication) {
    if (medication instanceof CodeableConcept concept) {
      codes(what, concept);
    }
  }

  private void say(String what, @Nullable Object value) {
    if (value != null && !String.valueOf(value).isEmpty()) {
      facts.add(what + " " + value);
    }
  }

  private void patient(Patient patient) {
    patient.getIdentifier().forEach(one -> say("Patient.identifier", identifier(one)));
    patient.getName().forEach(one -> say("Patient.name", name(one)));
    say("Patient.birthDate", patient.getBirthDateElement().getValueAsString());
    say("Patient.gender", patient.hasGender() ? patient.getGender().toCode() : "");
    patient.getAddress().forEach(one -> say("Patient.address", address(one)));
    patient.getTelecom().forEach(one -> say("Patient.telecom", telecom(one)));
    codes("Patient.maritalStatus", patient.getMaritalStatus());
    codes("Patient.language", patient.getCommunicationFirstRep().getLanguage());
    say("Patient.deceased", patient.hasDeceased() ? patient.getDeceased().primitiveValue() : "");
  }

  private void appointment(Appointment one) {
    one.getIdentifier().forEach(each -> say("Appointment.identifier", identifier(each)));
    say("Appointment.start", time(one.getStartElement()));
    say("Appointment.end", time(one.getEndElement()));
    say("Appointment.status", one.getStatus().toCode());
    codes("Appointment.reason", one.getReasonCodeFirstRep());
    codes("Appointment.type", one.getAppointmentType());
    codes("Appointment.service", one.getServiceTypeFirstRep());
  }

  private void report(DiagnosticReport one) {
    one.getIdentifier().forEach(each -> say("Report.identifier", identifier(each)));
    codes("Report.code", one.getCode());
    say("Report.status", one.hasStatus() ? one.getStatus().toCode() : "");
    say("Report.issued", time(one.getIssuedElement()));
    say("Report.effective", value(one.getEffective()));
  }

  private void observation(Observation one) {
    String what = one.getCode().getCodingFirstRep().getCode() + " " + one.getCode().getText();
    codes("Observation.code", one.getCode());
    say("Observation.value of " + what, value(one.getValue()));
    one.getComponent().forEach(part -> say("Component of " + what, value(part.getValue())));
    say("Observation.status of " + what, one.hasStatus() ? one.getStatus().toCode() : "");
    one.getInterpretation().forEach(each -> codes("Interpretation of " + what, each));
    say("Observation.effective of " + what, value(one.getEffective()));
    one.getNote().forEach(note -> say("Note of " + what, note.getText()));
    say("Range of " + what, one.getReferenceRangeFirstRep().getText());
    codes("Method of " + what, one.getMethod());
  }

  private void codes(String what, CodeableConcept concept) {
    concept.getCoding().stream()
        .limit(2)
        .forEach(one -> say(what, one.getSystem() + "|" + one.getCode() + "|" + one.getDisplay()));
    say(what + ".text", concept.getText());
  }

  private static String identifier(Identifier one) {
    if (!one.hasValue()) {
      return "";
    }
    String type = one.getType().getCodingFirstRep().getCode();
    return one.getSystem() + "|" + one.getValue() + "|" + (type == null ? "" : type);
  }

  private static String name(HumanName one) {
    List<String> words = new ArrayList<>();
    words.add(String.valueOf(one.getFamily()));
    one.getGiven().forEach(given -> words.add(given.getValue()));
    words.add(one.getSuffixAsSingleString());
    words.add(one.getPrefixAsSingleString());
    words.add(one.hasUse() ? one.getUse().toCode() : "");
    return words.toString();
  }

  private static String address(Address one) {
    return one.getLine().stream().map(line -> line.getValue()).toList()
        + String.join(
            "|",
            String.valueOf(one.getCity()),
            String.valueOf(one.getState()),
            String.valueOf(one.getPostalCode()),
            String.valueOf(one.getCountry()),
            one.hasUse() ? one.getUse().toCode() : "");
  }

  private static String telecom(ContactPoint one) {
    return one.getValue()
        + "|"
        + (one.hasSystem() ? one.getSystem().toCode() : "")
        + "|"
        + (one.hasUse() ? one.getUse().toCode() : "");
  }

  private static String value(@Nullable Type value) {
    return switch (value) {
      case Quantity quantity -> quantity(quantity);
      case CodeableConcept concept ->
          concept.getCodingFirstRep().getSystem()
              + "|"
              + concept.getCodingFirstRep().getCode()
              + "|"
              + concept.getText();
      case Range range -> quantity(range.getLow()) + " to " + quantity(range.getHigh());
      case Ratio ratio ->
          quantity(ratio.getNumerator()) + " in " + quantity(ratio.getDenominator());
      case Period period -> time(period.getStartElement()) + " to " + time(period.getEndElement());
      case SampledData samples -> samples.getData();
      case BaseDateTimeType time -> time(time);
      case null -> "";
      default -> String.valueOf(value.primitiveValue());
    };
  }

  private static String quantity(Quantity one) {
    return (one.hasComparator() ? one.getComparator().toCode() : "")
        + (one.hasValue() ? one.getValue().toPlainString() : "")
        + " "
        + one.getUnit()
        + " "
        + one.getCode();
  }

  /** Instants as instants: the same moment in another zone is the same fact. */
  private static String time(BaseDateTimeType time) {
    if (!time.hasValue()) {
      return "";
    }
    return time.hasTime()
        ? time.getValue().toInstant().toString()
        : String.valueOf(time.getValueAsString());
  }
}
