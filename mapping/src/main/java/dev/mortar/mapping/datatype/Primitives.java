package dev.mortar.mapping.datatype;

import dev.mortar.mapping.text.Value;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;

/** ST, TX, NM, SI and ID to FHIR primitives. */
public final class Primitives {
  private Primitives() {}

  /** The first primitive value. */
  public static @Nullable String text(Value value, Mapping mapping) {
    String text = value.text();
    return text.isEmpty() ? null : text;
  }

  /** Free text, unescaped separators included. */
  public static @Nullable String literal(Value value, Mapping mapping) {
    String text = value.literal();
    return text.isEmpty() ? null : text;
  }

  public static @Nullable StringType string(Value value, Mapping mapping) {
    String text = value.literal();
    return text.isEmpty() ? null : new StringType(text);
  }

  /** The words of an XPN. */
  public static @Nullable StringType nameWords(Value value, Mapping mapping) {
    HumanName name = Names.xpn(value, mapping);
    return name == null ? null : new StringType(Names.words(name.setUse(null)));
  }

  public static @Nullable IntegerType whole(Value value, Mapping mapping) {
    String text = value.text();
    Integer number = Numbers.whole(text);
    if (number == null || number < 1) {
      if (!text.isEmpty()) {
        mapping.bad(value.component(1), "Not a whole number");
      }
      return null;
    }
    return new IntegerType(number);
  }

  /** A whole number from 0: no refills is a number, too. */
  public static @Nullable IntegerType count(Value value, Mapping mapping) {
    String text = value.text();
    Integer number = Numbers.whole(text);
    if (number == null || number < 0) {
      if (!text.isEmpty()) {
        mapping.bad(value.component(1), "Not a whole number");
      }
      return null;
    }
    return new IntegerType(number);
  }

  /** A and I of table 0183. */
  public static @Nullable BooleanType active(Value value, Mapping mapping) {
    return switch (value.text()) {
      case "A" -> new BooleanType(true);
      case "I" -> new BooleanType(false);
      case "" -> null;
      default -> {
        mapping.unknown(value.component(1), "0183");
        yield null;
      }
    };
  }

  /** Y and N of table 0136. */
  public static @Nullable BooleanType bool(Value value, Mapping mapping) {
    return switch (value.text()) {
      case "Y", "y", "1" -> new BooleanType(true);
      case "N", "n", "0" -> new BooleanType(false);
      case "" -> null;
      default -> {
        mapping.unknown(value.component(1), "yes-no");
        yield null;
      }
    };
  }
}
