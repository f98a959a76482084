package dev.mortar.store;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Quantity;

/** Reads the parts of a complex extension. */
public record Parts(Extension extension) {
  /** The text of a part that is a string, code or any other primitive. */
  public Optional<String> text(String part) {
    return Optional.ofNullable(extension.getExtensionByUrl(part))
        .map(Extension::getValue)
        .map(value -> value.primitiveValue());
  }

  /**
   * @throws IllegalArgumentException if it is missing: a person must mend the resource
   */
  public String required(String part) {
    return text(part).orElseThrow(() -> missing(part));
  }

  public Optional<BigDecimal> number(String part) {
    return Optional.ofNullable(extension.getExtensionByUrl(part))
        .map(Extension::getValue)
        .filter(DecimalType.class::isInstance)
        .map(value -> ((DecimalType) value).getValue());
  }

  public Optional<Duration> duration(String part) {
    return Optional.ofNullable(extension.getExtensionByUrl(part))
        .map(Extension::getValue)
        .filter(Quantity.class::isInstance)
        .map(value -> duration((Quantity) value));
  }

  public List<Parts> all(String part) {
    return extension.getExtensionsByUrl(part).stream().map(Parts::new).toList();
  }

  public List<String> texts(String part) {
    return extension.getExtensionsByUrl(part).stream()
        .map(each -> each.getValue().primitiveValue())
        .toList();
  }

  public IllegalArgumentException missing(String part) {
    return new IllegalArgumentException(extension.getUrl() + " lacks " + part);
  }

  /** A FHIR Duration by its UCUM code: min, h, d or wk. */
  public static Duration duration(Quantity quantity) {
    var unit =
        switch (String.valueOf(quantity.getCode())) {
          case "min" -> Duration.ofMinutes(1);
          case "h" -> Duration.ofHours(1);
          case "d" -> Duration.ofDays(1);
          case "wk" -> Duration.ofDays(7);
          default ->
              throw new IllegalArgumentException(
                  "a duration needs the unit min, h, d or wk, not " + quantity.getCode());
        };
    var seconds = quantity.getValue().multiply(BigDecimal.valueOf(unit.toSeconds()));
    return Duration.ofSeconds(seconds.longValue());
  }
}
