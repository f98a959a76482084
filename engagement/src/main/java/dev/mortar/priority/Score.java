package dev.mortar.priority;

import dev.mortar.ig.Canonicals;
import dev.mortar.ig.Codes.PriorityFactor;
import dev.mortar.ig.Codes.ScoreMethod;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Task.TaskPriority;
import org.hl7.fhir.r4.model.Type;

/**
 * How urgent, and why.
 *
 * @param total 0 to 100, the sum of the factors' points
 * @param priority what follows from the total, or from a floor that stands above it
 */
public record Score(
    BigDecimal total,
    TaskPriority priority,
    List<Factor> factors,
    List<String> gaps,
    String version,
    Instant asOf) {
  /** One reason. */
  public record Factor(PriorityFactor code, String label, BigDecimal points) {}

  public Score {
    factors = List.copyOf(factors);
    gaps = List.copyOf(gaps);
  }

  /** As the task carries it. */
  public Extension extension() {
    var extension = new Extension(Canonicals.EXT_PRIORITY_SCORE);
    add(extension, "score", new DecimalType(total));
    add(extension, "method", new CodeType(ScoreMethod.RULES.code()));
    add(extension, "version", new StringType(version));
    add(extension, "computedAt", new DateTimeType(Date.from(asOf)));
    for (var factor : factors) {
      var part = new Extension("factor");
      add(part, "code", new CodeType(factor.code().code()));
      add(part, "label", new StringType(factor.label()));
      add(part, "points", new DecimalType(factor.points()));
      extension.addExtension(part);
    }
    gaps.forEach(gap -> add(extension, "gap", new StringType(gap)));
    return extension;
  }

  private static void add(Extension extension, String part, Type value) {
    extension.addExtension(new Extension(part, value));
  }
}
