package dev.mortar.mapping.datatype;

import dev.mortar.mapping.table.CodeTable;
import dev.mortar.mapping.text.Value;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;

/** CX and EI to Identifier. */
public final class Identifiers {
  private static final String TYPES = "http://terminology.hl7.org/CodeSystem/v2-0203";
  private static final CodeTable TYPE = CodeTable.named("identifier-type");

  private Identifiers() {}

  /** A converter for CX. */
  public static Converter<Identifier> cx(String purpose) {
    return (value, mapping) -> cx(value, purpose, mapping);
  }

  /** A converter for EI whose type is given by where it stands. */
  public static Converter<Identifier> ei(String purpose, String type) {
    return (value, mapping) -> {
      Identifier identifier = ei(value, purpose, mapping);
      if (identifier != null && !type.isEmpty()) {
        identifier.getType().addCoding().setSystem(TYPES).setCode(type);
      }
      return identifier;
    };
  }

  /** XCN: the number of a person. */
  public static @Nullable Identifier xcn(Value xcn, String purpose, Mapping mapping) {
    String number = xcn.component(1).text();
    if (number.isEmpty()) {
      return null;
    }
    Identifier identifier = new Identifier().setValue(number);
    identifier.setSystem(Authorities.system(xcn.component(9), purpose, mapping));
    type(xcn.component(13), identifier);
    return identifier;
  }

  /** PLN: a number, its type, the state or authority that gave it. */
  public static @Nullable Identifier pln(Value pln, Mapping mapping) {
    String number = pln.component(1).text();
    if (number.isEmpty()) {
      return null;
    }
    Identifier identifier = new Identifier();
    String type = pln.component(2).text();
    boolean npi = type.equals("NPI");
    String purpose = type.isEmpty() ? "practitioner" : "practitioner-" + type;
    identifier.setValue(number);
    identifier.setSystem(
        npi
            ? "http://hl7.org/fhir/sid/us-npi"
            : Authorities.system(pln.component(3), purpose, mapping));
    if (!type.isEmpty()) {
      type(pln.component(2), identifier);
    }
    return identifier;
  }

  /** The system of an EI that stands in one component. */
  public static String system(Value ei, String purpose, Mapping mapping) {
    return Authorities.of(ei.sub(2), ei.sub(3), ei.sub(4), purpose, mapping);
  }

  private static @Nullable Identifier cx(Value cx, String purpose, Mapping mapping) {
    String number = cx.component(1).text();
    if (number.isEmpty()) {
      return null;
    }
    Identifier identifier = new Identifier();
    identifier.setValue(number);
    identifier.setSystem(Authorities.system(cx.component(4), purpose, mapping));
    type(cx.component(5), identifier);
    check(cx.component(2), "identifier-checkDigit", identifier);
    check(cx.component(3), "namingsystem-checkDigit", identifier);
    period(cx, mapping, identifier);
    return identifier;
  }

  private static @Nullable Identifier ei(Value ei, String purpose, Mapping mapping) {
    String number = ei.component(1).text();
    if (number.isEmpty()) {
      return null;
    }
    Identifier identifier = new Identifier();
    identifier.setValue(number);
    identifier.setSystem(
        Authorities.of(ei.component(2), ei.component(3), ei.component(4), purpose, mapping));
    return identifier;
  }

  /** Keeps a type that the table does not know: the code system is open to local codes. */
  static void type(Value value, Identifier identifier) {
    String code = value.text();
    if (code.isEmpty()) {
      return;
    }
    TYPE.find(code)
        .ifPresentOrElse(
            known ->
                identifier
                    .getType()
                    .addCoding()
                    .setSystem(TYPES)
                    .setCode(known.target())
                    .setDisplay(known.display()),
            () -> identifier.getType().setText(code));
  }

  private static void check(Value value, String extension, Identifier identifier) {
    String text = value.text();
    if (!text.isEmpty()) {
      identifier.addExtension(
          "http://hl7.org/fhir/StructureDefinition/" + extension, new StringType(text));
    }
  }

  private static void period(Value cx, Mapping mapping, Identifier identifier) {
    if (cx.component(7).isEmpty() && cx.component(8).isEmpty()) {
      return;
    }
    Period period = new Period();
    period.setStartElement(Times.dateTime(cx.component(7), mapping));
    period.setEndElement(Times.dateTime(cx.component(8), mapping));
    if (!period.isEmpty()) {
      identifier.setPeriod(period);
    }
  }
}
