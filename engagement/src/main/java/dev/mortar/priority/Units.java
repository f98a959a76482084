package dev.mortar.priority;

import java.io.InputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.fhir.ucum.Decimal;
import org.fhir.ucum.UcumEssenceService;
import org.fhir.ucum.UcumException;

/** Brings a value to another unit; between mass and amount of substance by the molar mass. */
final class Units {
  private static final String MASS = "g/L";
  private static final String AMOUNT = "mol/L";

  private final UcumEssenceService ucum;
  private final Map<String, String> aliases = new HashMap<>();
  private final Map<String, BigDecimal> molarMass = new HashMap<>();

  Units() {
    try (InputStream essence = UcumEssenceService.class.getResourceAsStream("/ucum-essence.xml")) {
      this.ucum = new UcumEssenceService(essence);
    } catch (UcumException | java.io.IOException unreadable) {
      throw new IllegalStateException("the units of UCUM cannot be read", unreadable);
    }
    Table.rows("unit-aliases.csv").forEach(row -> aliases.put(row.get(0), row.get(1)));
    Table.rows("molar-mass.csv")
        .forEach(row -> molarMass.put(row.get(0), new BigDecimal(row.get(1))));
  }

  /** Empty if the units do not measure the same. */
  Optional<BigDecimal> convert(BigDecimal value, String from, String to, String loinc) {
    var source = aliases.getOrDefault(from, from);
    var target = aliases.getOrDefault(to, to);
    if (source.equals(target)) {
      return Optional.of(value);
    }
    return direct(value, source, target).or(() -> byMolarMass(value, source, target, loinc));
  }

  private Optional<BigDecimal> byMolarMass(BigDecimal value, String from, String to, String loinc) {
    var mass = molarMass.get(loinc);
    if (mass == null) {
      return Optional.empty();
    }
    var amount =
        direct(value, from, MASS)
            .map(grams -> grams.divide(mass, MathContext.DECIMAL64))
            .flatMap(moles -> direct(moles, AMOUNT, to));
    return amount.or(
        () ->
            direct(value, from, AMOUNT)
                .map(moles -> moles.multiply(mass))
                .flatMap(grams -> direct(grams, MASS, to)));
  }

  private Optional<BigDecimal> direct(BigDecimal value, String from, String to) {
    try {
      if (!ucum.isComparable(from, to)) {
        return Optional.empty();
      }
      var converted = ucum.convert(new Decimal(value.toPlainString()), from, to);
      return Optional.of(new BigDecimal(converted.asDecimal()));
    } catch (UcumException unknownUnit) {
      return Optional.empty();
    }
  }
}
