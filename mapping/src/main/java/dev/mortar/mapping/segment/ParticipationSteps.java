package dev.mortar.mapping.segment;

import dev.mortar.mapping.datatype.Codes;
import dev.mortar.mapping.datatype.Converter;
import dev.mortar.mapping.datatype.Identifiers;
import dev.mortar.mapping.datatype.Mapping;
import dev.mortar.mapping.datatype.Names;
import dev.mortar.mapping.datatype.Telecoms;
import dev.mortar.mapping.table.CodeTable;
import dev.mortar.mapping.text.Segment;
import dev.mortar.mapping.text.Value;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.RelatedPerson;
import org.jspecify.annotations.Nullable;

/** What the maps of PRT have in common. */
final class ParticipationSteps {
  private static final String PREFERRED =
      "http://hl7.org/fhir/StructureDefinition/iso21090-preferred";
  private static final CodeTable PREFERENCE = CodeTable.named("contact-preference");
  private static final Converter<CodeableConcept> FUNCTION =
      Codes.cwe(CodeTable.named("participation"), "0912");
  private static final Converter<CodeableConcept> OLDER =
      Codes.cwe(CodeTable.named("provider-role"), "0443");
  private static final Converter<CodeableConcept> RELATION =
      Codes.cwe(CodeTable.named("relationship"), "0063");
  private static final Converter<CodeableConcept> UNIT = Codes.table("0406");

  private ParticipationSteps() {}

  /** Before table 0912 there was 0443; relatives are of 0063. */
  static @Nullable CodeableConcept function(Value cwe, Mapping mapping) {
    Value table = cwe.component(3);
    Converter<CodeableConcept> converter =
        table.is("HL70443") ? OLDER : table.is("HL70063") ? RELATION : FUNCTION;
    return converter.convert(cwe, mapping);
  }

  /** What kind of department an organization is, if that is a resource. */
  static boolean unit(Segment prt, PractitionerRole role, Mapping mapping) {
    if (!role.getOrganization().hasReference()) {
      return false;
    }
    CodeableConcept type = UNIT.convert(prt.field(7), mapping);
    Organization organization =
        (Organization) mapping.transaction().resource(role.getOrganization());
    if (type != null && organization.getType().stream().noneMatch(type::equalsDeep)) {
      organization.addType(type);
    }
    return type != null;
  }

  static boolean address(Segment prt, PractitionerRole role, Mapping mapping) {
    return Roles.addresses(prt.field(14), whose(role), mapping);
  }

  /** Where a place is named as well, the address is the place's. */
  static boolean ownAddress(Segment prt, PractitionerRole role, Mapping mapping) {
    return !prt.field(9).isValued() && address(prt, role, mapping);
  }

  /** How to reach an organization that takes part by itself. */
  static boolean telecom(Segment prt, PractitionerRole role, Mapping mapping) {
    if (role.hasPractitioner() || !role.getOrganization().hasReference()) {
      return false;
    }
    Organization organization =
        (Organization) mapping.transaction().resource(role.getOrganization());
    boolean reached = false;
    Value field = prt.field(15);
    for (int i = 1; i <= field.repetitions(); i++) {
      ContactPoint point = Telecoms.xtn(field.repetition(i), mapping);
      if (point != null && organization.getTelecom().stream().noneMatch(point::equalsDeep)) {
        organization.addTelecom(point);
      }
      reached |= point != null;
    }
    return reached;
  }

  private static Reference whose(PractitionerRole role) {
    return role.hasPractitioner() ? role.getPractitioner() : role.getOrganization();
  }

  /** Marks the first contact point that is of the preferred kind. */
  static <R> Row.Step<R> preferred(Function<R, List<ContactPoint>> telecom) {
    return (prt, resource, mapping) -> {
      String code = prt.field(23).text();
      Optional<String> kind = Codes.lookup(PREFERENCE, code, mapping).map(CodeTable.Code::target);
      Optional<ContactPoint> point =
          telecom.apply(resource).stream()
              .filter(one -> kind.isPresent() && isOf(one, kind.get()))
              .findFirst();
      point.ifPresent(one -> one.addExtension(PREFERRED, new BooleanType(true)));
      return point.isPresent();
    };
  }

  private static boolean isOf(ContactPoint point, String kind) {
    boolean system = point.hasSystem() && point.getSystem().toCode().equals(kind);
    return system || point.hasUse() && point.getUse().toCode().equals(kind);
  }

  static boolean relative(Segment prt, RelatedPerson person, Mapping mapping) {
    Value xcn = prt.field(5).repetition(1);
    Identifier identifier = Identifiers.xcn(xcn, "related-person", mapping);
    HumanName name = Names.xcn(xcn, mapping);
    if (identifier != null) {
      person.addIdentifier(identifier);
    }
    if (name != null) {
      person.addName(name);
    }
    return identifier != null || name != null;
  }
}
