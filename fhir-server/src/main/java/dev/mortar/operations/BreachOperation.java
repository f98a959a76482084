package dev.mortar.operations;

import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.server.IResourceProvider;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import dev.mortar.audit.Breaches;
import dev.mortar.audit.Breaches.Breach;
import dev.mortar.audit.Breaches.Found;
import dev.mortar.ig.Canonicals;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST AuditEvent/$breach}: whose records a breach has reached, and the work that follows.
 */
final class BreachOperation implements IResourceProvider {
  private final Breaches breaches;
  private final Clock clock;

  BreachOperation(Breaches breaches, Clock clock) {
    this.breaches = breaches;
    this.clock = clock;
  }

  @Override
  public Class<AuditEvent> getResourceType() {
    return AuditEvent.class;
  }

  @Operation(name = "$breach", canonicalUrl = Canonicals.OP_AUDITEVENT_BREACH)
  public Parameters breach(
      @OperationParam(name = "case") @Nullable StringType name,
      @OperationParam(name = "period") @Nullable Period period,
      @OperationParam(name = "agent") @Nullable StringType agent,
      @OperationParam(name = "patient") @Nullable List<Reference> patients,
      @OperationParam(name = "description") @Nullable StringType description,
      @OperationParam(name = "discovered") @Nullable DateTimeType discovered) {
    Instant now = clock.instant();
    if (period == null || !period.hasStart()) {
      throw new InvalidRequestException("period.start says from when accesses are looked for.");
    }
    try {
      return answer(
          breaches.open(
              new Breach(
                  text(name).orElse(""),
                  period.getStart().toInstant(),
                  period.hasEnd() ? period.getEnd().toInstant() : now,
                  text(agent),
                  ids(patients),
                  text(description).orElse("(say what happened)"),
                  discovered == null ? now : discovered.getValue().toInstant())));
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException(String.valueOf(e.getMessage()));
    }
  }

  private static Parameters answer(Found found) {
    var answer = new Parameters();
    answer.addParameter().setName("list").setValue(new Reference(found.list()));
    answer.addParameter().setName("task").setValue(new Reference(found.task()));
    answer.addParameter().setName("patients").setValue(new IntegerType(found.patients()));
    answer.addParameter().setName("letters").setValue(new IntegerType(found.letters()));
    answer.addParameter().setName("whole").setValue(new BooleanType(found.whole()));
    return answer;
  }

  private static Optional<String> text(@Nullable StringType value) {
    return Optional.ofNullable(value).map(StringType::getValue).filter(text -> !text.isBlank());
  }

  private static Set<String> ids(@Nullable List<Reference> patients) {
    return patients == null
        ? Set.of()
        : patients.stream()
            .map(patient -> patient.getReferenceElement().getIdPart())
            .collect(Collectors.toSet());
  }
}
