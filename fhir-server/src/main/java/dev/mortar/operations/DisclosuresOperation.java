package dev.mortar.operations;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.server.IResourceProvider;
import dev.mortar.audit.Disclosures;
import dev.mortar.audit.Disclosures.Disclosure;
import dev.mortar.ig.Canonicals;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;

/** {@code GET Patient/[id]/$disclosures}: who outside of the pharmacy has seen the record. */
final class DisclosuresOperation implements IResourceProvider {
  private static final Duration SIX_YEARS = Duration.ofDays(6 * 366L);

  private final Disclosures disclosures;
  private final Clock clock;

  DisclosuresOperation(Disclosures disclosures, Clock clock) {
    this.disclosures = disclosures;
    this.clock = clock;
  }

  @Override
  public Class<Patient> getResourceType() {
    return Patient.class;
  }

  @Operation(
      name = "$disclosures",
      idempotent = true,
      canonicalUrl = Canonicals.OP_PATIENT_DISCLOSURES)
  public Parameters disclosures(
      @IdParam IdType patient, @OperationParam(name = "period") @Nullable Period period) {
    Instant now = clock.instant();
    Instant from = moment(period == null ? null : period.getStart()).orElse(now.minus(SIX_YEARS));
    Instant to = moment(period == null ? null : period.getEnd()).orElse(now);
    Parameters answer = new Parameters();
    disclosures.of(patient.getIdPart(), from, to).forEach(one -> add(answer, one));
    return answer;
  }

  private static void add(Parameters answer, Disclosure one) {
    ParametersParameterComponent part = answer.addParameter().setName("disclosure");
    part.addPart().setName("at").setValue(new InstantType(Date.from(one.at())));
    part.addPart().setName("who").setValue(new StringType(one.who()));
    if (!one.role().isEmpty()) {
      part.addPart().setName("role").setValue(new CodeType(one.role()));
    }
    part.addPart().setName("interaction").setValue(new CodeType(one.interaction()));
    part.addPart().setName("purpose").setValue(new CodeType(one.purpose()));
    one.what().forEach(what -> part.addPart().setName("what").setValue(new StringType(what)));
  }

  private static Optional<Instant> moment(@Nullable Date date) {
    return Optional.ofNullable(date).map(Date::toInstant);
  }
}
