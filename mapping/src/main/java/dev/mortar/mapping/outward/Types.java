package dev.mortar.mapping.outward;

import ca.uhn.fhir.model.api.TemporalPrecisionEnum;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Address;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;

/** FHIR data types to HL7 v2 data types, each the way back of a converter of {@code datatype}. */
final class Types {
  private static final Reversed NAME_USE = Reversed.of("name-use");
  private static final Reversed ADDRESS_USE = Reversed.of("address-use");
  private static final Reversed TELECOM_USE = Reversed.of("telecom-use");
  private static final Reversed SITE = Reversed.of("body-part");
  private static final Reversed EQUIPMENT = Reversed.of("telecom-equipment");
  private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("yyyyMMddHHmmssxx");
  private static final DateTimeFormatter MILLI =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss.SSSxx");

  private Types() {}

  static String cx(Identifier identifier) {
    return Out.components(
        Out.text(identifier.getValue()),
        "",
        "",
        Systems.authority(identifier.getSystem(), '&'),
        type(identifier));
  }

  static String ei(Identifier identifier) {
    String authority = Systems.authority(identifier.getSystem(), '^');
    String number = Out.text(identifier.getValue());
    return authority.isEmpty() || number.isEmpty() ? number : number + '^' + authority;
  }

  /** The first identifier whose type has this code, as an EI. */
  static String ei(List<Identifier> identifiers, String type) {
    return identifiers.stream()
        .filter(one -> type(one).equals(type))
        .findFirst()
        .map(Types::ei)
        .orElse("");
  }

  /** The last one, for a second field of the same meaning. */
  static String lastEi(List<Identifier> identifiers, String type) {
    return ei(identifiers.reversed(), type);
  }

  private static String type(Identifier identifier) {
    Coding coding = identifier.getType().getCodingFirstRep();
    return Out.text(coding.hasCode() ? coding.getCode() : identifier.getType().getText());
  }

  static String xpn(HumanName name) {
    String use = name.hasUse() ? NAME_USE.code(name.getUse().toCode()) : "";
    return Out.at(7, use, words(name));
  }

  /** Family, given, further given, suffix and prefix. */
  private static String[] words(HumanName name) {
    List<String> given = name.getGiven().stream().map(PrimitiveType::getValue).toList();
    return new String[] {
      Out.text(name.getFamily()),
      Out.text(given.isEmpty() ? "" : given.getFirst()),
      Out.text(given.size() < 2 ? "" : String.join(" ", given.subList(1, given.size()))),
      Out.text(joined(name.getSuffix())),
      Out.text(joined(name.getPrefix()))
    };
  }

  private static String joined(List<? extends PrimitiveType<String>> words) {
    return words.stream().map(PrimitiveType::getValue).collect(Collectors.joining(" "));
  }

  /** Street, other designation and, where there are more lines, the addressee's component. */
  static String xad(Address address) {
    List<String> lines = address.getLine().stream().map(PrimitiveType::getValue).toList();
    String rest = lines.size() < 3 ? "" : String.join(" ", lines.subList(2, lines.size()));
    return Out.at(
        19,
        Out.text(rest),
        Out.text(lines.isEmpty() ? "" : lines.getFirst()),
        Out.text(lines.size() < 2 ? "" : lines.get(1)),
        Out.text(address.getCity()),
        Out.text(address.getState()),
        Out.text(address.getPostalCode()),
        Out.text(address.getCountry()),
        address.hasUse() ? ADDRESS_USE.code(address.getUse().toCode()) : "",
        "",
        Out.text(address.getDistrict()));
  }

  static String xtn(ContactPoint point) {
    if (!point.hasValue()) {
      return "";
    }
    boolean mobile = point.getUse() == ContactPoint.ContactPointUse.MOBILE;
    String use = point.hasUse() ? TELECOM_USE.code(point.getUse().toCode()) : "";
    String system = point.hasSystem() ? point.getSystem().toCode() : "phone";
    String value = Out.text(point.getValue());
    return switch (system) {
      case "email" -> Out.components("", use.isEmpty() ? "NET" : use, "Internet", value);
      case "url" -> "";
      default -> Out.at(12, value, "", use, mobile ? "CP" : EQUIPMENT.code(system));
    };
  }

  static String cwe(CodeableConcept concept) {
    List<Coding> codings = concept.getCoding();
    String text = Out.text(concept.getText());
    if (codings.isEmpty()) {
      return Out.components("", text);
    }
    String[] first = coding(codings.get(0));
    String[] second = coding(codings.size() > 1 ? codings.get(1) : new Coding());
    return Out.at(9, text, first[0], first[1], first[2], second[0], second[1], second[2]);
  }

  static String cwe(Coding coding) {
    return Out.components(coding(coding));
  }

  private static String[] coding(Coding coding) {
    return new String[] {
      Out.text(coding.getCode()), Out.text(coding.getDisplay()), Systems.coding(coding.getSystem())
    };
  }

  /** The code of an HL7 table: as it came, or by the table read backwards, or what there is. */
  static String cwe(CodeableConcept concept, String table, Reversed reversed) {
    Optional<Coding> original =
        concept.getCoding().stream()
            .filter(one -> Systems.table(table).equals(one.getSystem()))
            .findFirst();
    if (original.isPresent()) {
      Coding other = another(concept, original.get(), reversed);
      boolean otherFirst =
          concept.getCoding().indexOf(other) >= 0
              && concept.getCoding().indexOf(other) < concept.getCoding().indexOf(original.get());
      String[] one = coding(otherFirst ? other : original.get());
      String[] two = coding(otherFirst ? original.get() : other);
      return Out.at(9, Out.text(concept.getText()), one[0], one[1], one[2], two[0], two[1], two[2]);
    }
    return concept.getCoding().stream()
        .flatMap(one -> reversed.find(one.getSystem(), one.getCode()).stream())
        .findFirst()
        .map(code -> Out.components(Out.text(code), "", "HL7" + table))
        .orElseGet(() -> cwe(concept));
  }

  /** A further coding that no table makes of the first, so that it must be said itself. */
  private static Coding another(CodeableConcept concept, Coding original, Reversed reversed) {
    return concept.getCoding().stream()
        .filter(one -> one != original)
        .filter(one -> reversed.find(one.getSystem(), one.getCode()).isEmpty())
        .findFirst()
        .orElseGet(Coding::new);
  }

  /** A body site of either of the two tables that name them. */
  static String site(CodeableConcept site) {
    boolean old =
        site.getCoding().stream().anyMatch(one -> Systems.table("0163").equals(one.getSystem()));
    return cwe(site, old ? "0163" : "0550", SITE);
  }

  /** With the precision that it has; a time of day always has its offset. */
  static String dtm(@Nullable BaseDateTimeType time) {
    if (time == null || !time.hasValue()) {
      return "";
    }
    TemporalPrecisionEnum precision = time.getPrecision();
    String digits = String.valueOf(time.getValueAsString()).replace("-", "");
    return switch (precision) {
      case YEAR -> digits.substring(0, 4);
      case MONTH -> digits.substring(0, 6);
      case DAY -> digits.substring(0, 8);
      case MINUTE, SECOND, MILLI -> moment(time, precision == TemporalPrecisionEnum.MILLI);
    };
  }

  private static String moment(BaseDateTimeType time, boolean exact) {
    TimeZone zone = time.getTimeZone();
    ZoneId at = zone == null ? ZoneOffset.UTC : zone.toZoneId();
    Instant instant = time.getValue().toInstant();
    boolean millis = exact && instant.getNano() > 0;
    return (millis ? MILLI : SECOND).format(instant.atZone(at));
  }

  static String dtm(Instant instant) {
    return SECOND.format(instant.atZone(ZoneOffset.UTC));
  }

  /** A person with the number that the first identifier gives. */
  static String xcn(Reference reference, Surroundings around) {
    Optional<Practitioner> found = around.find(reference, Practitioner.class);
    if (found.isEmpty()) {
      return Out.components("", Out.text(reference.getDisplay()));
    }
    Identifier identifier = found.get().getIdentifierFirstRep();
    String[] name = words(found.get().getNameFirstRep());
    return Out.at(
        9,
        Systems.authority(identifier.getSystem(), '&'),
        Out.text(identifier.getValue()),
        name[0],
        name[1],
        name[2],
        name[3],
        name[4]);
  }

  static String pl(Reference reference, Surroundings around) {
    String name =
        around
            .find(reference, Location.class)
            .map(Location::getName)
            .orElseGet(reference::getDisplay);
    return Out.text(name);
  }

  static String xon(Reference reference, Surroundings around) {
    Optional<Organization> found = around.find(reference, Organization.class);
    if (found.isEmpty()) {
      return Out.text(reference.getDisplay());
    }
    Identifier identifier = found.get().getIdentifierFirstRep();
    return Out.at(
        10,
        Out.text(identifier.getValue()),
        Out.text(found.get().getName()),
        "",
        "",
        "",
        "",
        Systems.authority(identifier.getSystem(), '&'));
  }
}
