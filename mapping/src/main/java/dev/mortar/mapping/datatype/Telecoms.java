package dev.mortar.mapping.datatype;

import dev.mortar.mapping.table.CodeTable;
import dev.mortar.mapping.text.Value;
import java.util.Optional;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointSystem;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointUse;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;

/** XTN and TN to ContactPoint. */
public final class Telecoms {
  private static final String EXTENSION = "http://hl7.org/fhir/StructureDefinition/contactpoint-";
  private static final CodeTable USE = CodeTable.named("telecom-use");
  private static final CodeTable EQUIPMENT = CodeTable.named("telecom-equipment");

  private Telecoms() {}

  /** An electronic address as plain text. */
  public static @Nullable ContactPoint mail(Value value, Mapping mapping) {
    String text = value.text();
    return text.isEmpty()
        ? null
        : new ContactPoint().setSystem(ContactPointSystem.EMAIL).setValue(text);
  }

  /**
   * @param fallback the use of a contact point that names none
   */
  public static Converter<ContactPoint> xtn(ContactPointUse fallback) {
    return (xtn, mapping) -> {
      ContactPoint point = xtn(xtn, mapping);
      if (point != null && !point.hasUse() && xtn.component(2).isEmpty()) {
        point.setUse(fallback);
      }
      return point;
    };
  }

  public static @Nullable ContactPoint xtn(Value xtn, Mapping mapping) {
    ContactPoint point = new ContactPoint();
    String equipment = xtn.component(3).peek();
    boolean electronic = equipment.equals("Internet") || equipment.equals("X.400");
    String email = xtn.component(4).text();
    if (!email.isEmpty()) {
      point.setValue(email);
    } else {
      number(xtn, electronic, point);
    }
    if (!point.hasValue()) {
      return null;
    }
    system(xtn.component(3), !email.isEmpty(), mapping, point);
    use(xtn.component(2), equipment, mapping, point);
    return point;
  }

  private static void number(Value xtn, boolean electronic, ContactPoint point) {
    String local = xtn.component(7).text();
    String unformatted = xtn.component(12).text();
    if (!local.isEmpty()) {
      parts(xtn, local, point);
    } else if (!unformatted.isEmpty()) {
      point.setValue(unformatted);
    } else if (!xtn.component(1).peek().isEmpty()) {
      point.setValue(xtn.component(1).text());
    }
    if (electronic && point.hasValue()) {
      point.setSystem(ContactPointSystem.EMAIL);
    }
  }

  private static void parts(Value xtn, String local, ContactPoint point) {
    String country = xtn.component(5).text();
    String area = xtn.component(6).text();
    String extension = xtn.component(8).text();
    StringBuilder number = new StringBuilder();
    if (!country.isEmpty()) {
      number.append('+').append(country).append(' ');
      point.addExtension(EXTENSION + "country", new StringType(country));
    }
    if (!area.isEmpty()) {
      number.append(area).append(' ');
      point.addExtension(EXTENSION + "area", new StringType(area));
    }
    number.append(local);
    point.addExtension(EXTENSION + "local", new StringType(local));
    if (!extension.isEmpty()) {
      number.append(" X").append(extension);
      point.addExtension(EXTENSION + "extension", new StringType(extension));
    }
    point.setValue(number.toString());
  }

  private static void system(Value value, boolean email, Mapping mapping, ContactPoint point) {
    String code = value.text();
    Optional<CodeTable.Code> known = Codes.lookup(EQUIPMENT, code, mapping);
    if (known.isPresent()) {
      point.setSystem(ContactPointSystem.fromCode(known.get().target()));
    } else if (!code.isEmpty()) {
      mapping.unknown(value, EQUIPMENT.name());
    }
    if (!point.hasSystem()) {
      boolean looksLikeMail = email || point.getValue().indexOf('@') > 0;
      point.setSystem(looksLikeMail ? ContactPointSystem.EMAIL : ContactPointSystem.PHONE);
    }
  }

  /** A mobile is a mobile, whosever it is: what the use code would add stays in the raw message. */
  private static void use(Value value, String equipment, Mapping mapping, ContactPoint point) {
    String code = value.peek();
    if (equipment.equals("CP")) {
      point.setUse(ContactPointUse.MOBILE);
      return;
    }
    if (code.isEmpty() || code.equals("NET")) {
      return;
    }
    Optional<CodeTable.Code> known = Codes.lookup(USE, code, mapping);
    if (known.isPresent()) {
      value.text();
      point.setUse(ContactPointUse.fromCode(known.get().target()));
    } else {
      mapping.unknown(value, USE.name());
    }
  }
}
