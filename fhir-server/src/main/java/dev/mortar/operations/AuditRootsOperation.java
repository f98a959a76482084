package dev.mortar.operations;

import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.server.IResourceProvider;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import dev.mortar.audit.AuditRoots;
import dev.mortar.ig.Canonicals;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Parameters;
import org.jspecify.annotations.Nullable;

/** {@code GET AuditEvent/$roots}: what the events of each day are hashed to, signed. */
final class AuditRootsOperation implements IResourceProvider {
  private static final int USUAL_DAYS = 30;

  private final AuditRoots roots;
  private final Clock clock;

  AuditRootsOperation(AuditRoots roots, Clock clock) {
    this.roots = roots;
    this.clock = clock;
  }

  @Override
  public Class<AuditEvent> getResourceType() {
    return AuditEvent.class;
  }

  @Operation(name = "$roots", idempotent = true, canonicalUrl = Canonicals.OP_AUDITEVENT_ROOTS)
  public Parameters roots(
      @OperationParam(name = "from") @Nullable DateType from,
      @OperationParam(name = "to") @Nullable DateType to) {
    LocalDate last = day(to, clock.instant().atOffset(ZoneOffset.UTC).toLocalDate());
    LocalDate first = day(from, last.minusDays(USUAL_DAYS));
    Parameters answer = new Parameters();
    roots.between(first, last).forEach(root -> AuditRootParts.add(answer, root));
    return answer;
  }

  private static LocalDate day(@Nullable DateType date, LocalDate other) {
    if (date == null || !date.hasValue()) {
      return other;
    }
    try {
      return LocalDate.parse(date.getValueAsString());
    } catch (DateTimeParseException e) {
      throw new InvalidRequestException("from and to are whole days, as 2026-11-23.");
    }
  }
}
