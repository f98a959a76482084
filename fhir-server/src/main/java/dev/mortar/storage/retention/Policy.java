package dev.mortar.storage.retention;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeSearchParam;
import ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum;
import dev.mortar.ig.Codes.RetentionStart;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Duration;
import org.hl7.fhir.r4.model.Extension;

/**
 * How long which records are kept.
 *
 * @param condition a search; empty for all of the type
 * @param date the search parameter that says when it happened; empty unless the start is an event
 * @param majority before this age no time is counted
 */
record Policy(
    String type,
    String condition,
    RetentionStart start,
    String date,
    Span period,
    Optional<Span> majority) {
  /**
   * The trail: HIPAA wants six years of it, and its chain knows no gaps, so it is kept for ever.
   *
   * @see <a href="https://www.ecfr.gov/current/title-45/section-164.316">45 CFR 164.316(b)(2)</a>
   */
  private static final Set<String> TRAIL = Set.of("AuditEvent", "Provenance");

  private static final String PERSON = "Patient";

  /**
   * @throws IllegalArgumentException if it is none; the text says what is wrong
   */
  static Policy of(Extension extension, FhirContext fhir) {
    String type = text(extension, "type");
    if (TRAIL.contains(type)) {
      throw new IllegalArgumentException(
          "No policy removes "
              + type
              + ": the trail is kept for six years at least, and its chain has no gaps.");
    }
    if (!fhir.getResourceTypes().contains(type)) {
      throw new IllegalArgumentException("Retention of an unknown type: " + type);
    }
    RetentionStart start =
        RetentionStart.of(text(extension, "start"))
            .orElseThrow(
                () -> new IllegalArgumentException("A retention policy needs a known start."));
    Span period =
        span(extension, "period")
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "A retention period is a whole number of d, wk, mo or a above 0."));
    var policy =
        new Policy(
            type,
            text(extension, "condition"),
            start,
            text(extension, "date"),
            period,
            span(extension, "majority"));
    policy.check(fhir);
    return policy;
  }

  private void check(FhirContext fhir) {
    if (type.equals(PERSON) != (start == RetentionStart.LAST_VISIT)) {
      throw new IllegalArgumentException("The start last-visit is for Patient, and for it alone.");
    }
    if (start == RetentionStart.EVENT) {
      RuntimeSearchParam parameter = fhir.getResourceDefinition(type).getSearchParam(date);
      if (parameter == null || parameter.getParamType() != RestSearchParameterTypeEnum.DATE) {
        throw new IllegalArgumentException(type + " has no search parameter of dates: " + date);
      }
    }
  }

  boolean ofPeople() {
    return start == RetentionStart.LAST_VISIT;
  }

  private static String text(Extension extension, String part) {
    Extension found = extension.getExtensionByUrl(part);
    return found == null || !found.hasValue()
        ? ""
        : String.valueOf(found.getValue().primitiveValue());
  }

  private static Optional<Span> span(Extension extension, String part) {
    Extension found = extension.getExtensionByUrl(part);
    return found != null && found.getValue() instanceof Duration duration
        ? Span.of(duration)
        : Optional.empty();
  }
}
