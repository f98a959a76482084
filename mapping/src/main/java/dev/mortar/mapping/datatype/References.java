package dev.mortar.mapping.datatype;

import dev.mortar.mapping.text.Value;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;

/**
 * XCN, XON and PL to a reference and, if the value has an identifier, the resource behind it. Who
 * has only a name becomes the display of the reference: two persons of one name are not one person.
 */
public final class References {
  private References() {}

  public static @Nullable Reference practitioner(Value xcn, Mapping mapping) {
    Identifier identifier = Identifiers.xcn(xcn, "practitioner", mapping);
    HumanName name = Names.xcn(xcn, mapping);
    if (identifier == null) {
      return name == null ? null : new Reference().setDisplay(Names.words(name));
    }
    Practitioner practitioner = new Practitioner().addIdentifier(identifier);
    if (name != null) {
      practitioner.addName(name);
    }
    String degree = xcn.component(7).text();
    if (!degree.isEmpty()) {
      practitioner.addQualification().getCode().setText(degree);
    }
    Reference reference = mapping.transaction().byIdentifier(practitioner, identifier);
    return name == null ? reference : reference.setDisplay(Names.words(name));
  }

  /** NDL, whose first component is a person as subcomponents. */
  public static @Nullable Reference interpreter(Value ndl, Mapping mapping) {
    Value person = ndl.component(1);
    String number = person.sub(1).text();
    HumanName name = new HumanName();
    String family = person.sub(2).text();
    String given = person.sub(3).text();
    if (!family.isEmpty()) {
      name.setFamily(family);
    }
    if (!given.isEmpty()) {
      name.addGiven(given);
    }
    if (number.isEmpty()) {
      return name.isEmpty() ? null : new Reference().setDisplay(Names.words(name));
    }
    Practitioner practitioner = new Practitioner();
    Identifier identifier = practitioner.addIdentifier().setValue(number);
    identifier.setSystem(
        Authorities.of(person.sub(9), person.sub(10), person.sub(11), "practitioner", mapping));
    if (!name.isEmpty()) {
      practitioner.addName(name);
    }
    return mapping.transaction().byIdentifier(practitioner, identifier);
  }

  public static @Nullable Reference organization(Value xon, Mapping mapping) {
    String name = xon.component(1).text();
    Value number = xon.component(10).isValued() ? xon.component(10) : xon.component(3);
    String id = number.text();
    if (id.isEmpty()) {
      return name.isEmpty() ? null : new Reference().setDisplay(name);
    }
    Organization organization = new Organization();
    Identifier identifier = organization.addIdentifier().setValue(id);
    identifier.setSystem(Authorities.system(xon.component(6), "organization", mapping));
    Identifiers.type(xon.component(7), identifier);
    if (!name.isEmpty()) {
      organization.setName(name);
    }
    Reference reference = mapping.transaction().byIdentifier(organization, identifier);
    return name.isEmpty() ? reference : reference.setDisplay(name);
  }

  /**
   * PL: point of care, room, bed, facility, building, floor. One Location for the whole place: the
   * guide's chain of a Location for each part would cost six resources for one field.
   */
  public static @Nullable Reference location(Value pl, Mapping mapping) {
    List<String> parts = new ArrayList<>();
    for (int part : new int[] {4, 7, 8, 1, 2, 3}) {
      String text = pl.component(part).text();
      if (!text.isEmpty()) {
        parts.add(text);
      }
    }
    String description = pl.component(9).text();
    if (parts.isEmpty()) {
      return description.isEmpty() ? null : new Reference().setDisplay(description);
    }
    String place = String.join(" ", parts);
    Location location = new Location();
    location
        .addIdentifier()
        .setSystem(Authorities.own(mapping.namespace()) + "/location")
        .setValue(place);
    location.setName(place).setMode(Location.LocationMode.INSTANCE);
    if (!description.isEmpty()) {
      location.setDescription(description);
    }
    Reference reference =
        mapping.transaction().byKeys(location, mapping.namespace(), String.join("\t", parts));
    return reference.setDisplay(place);
  }
}
