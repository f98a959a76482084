package dev.mortar.mapping.message;

import dev.mortar.mapping.datatype.Mapping;
import dev.mortar.mapping.datatype.References;
import dev.mortar.mapping.segment.Masters;
import dev.mortar.mapping.text.Paths;
import dev.mortar.mapping.text.Segment;
import org.hl7.fhir.r4.model.ActivityDefinition;
import org.hl7.fhir.r4.model.ActivityDefinition.ActivityDefinitionKind;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.Location.LocationStatus;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.RelatedArtifact;
import org.hl7.fhir.r4.model.RelatedArtifact.RelatedArtifactType;

/** MFN: staff (M02), places (M05), what can be ordered (M08 to M11) and goods (M04, M15, M16). */
final class MfnM02 implements MessageMap {
  @Override
  public void map(Node message, Mapping mapping) {
    for (Node entry : message.children("MFE")) {
      boolean gone = entry.segment().field(1).is("MDL") || entry.segment().field(1).is("MDC");
      entry.children("STF").forEach(stf -> staff(stf, gone, mapping));
      entry.children("LOC").forEach(loc -> place(loc.segment(), gone, mapping));
      entry.children("OM1").forEach(om1 -> service(om1, gone, mapping));
      new Catalogue(mapping).map(entry, gone);
    }
    if (mapping.transaction().isEmpty()) {
      mapping.missing("MFE", "No entry of a kind that we map");
    }
  }

  private static void staff(Node stf, boolean gone, Mapping mapping) {
    Practitioner person = new Practitioner();
    Masters.STF.apply(stf.segment(), person, mapping);
    PractitionerRole role = new PractitionerRole();
    for (Node pra : stf.children("PRA")) {
      Masters.PRA.apply(pra.segment(), person, mapping);
      Masters.ROLE.apply(pra.segment(), role, mapping);
    }
    if (!person.hasIdentifier()) {
      mapping.missing(Paths.of(stf.segment()) + "-2", "A member of staff without a number");
      mapping.message().drop(stf.segment());
      stf.children("PRA").forEach(pra -> mapping.message().drop(pra.segment()));
      return;
    }
    if (gone) {
      person.setActive(false);
    }
    Reference reference =
        mapping.transaction().byIdentifier(person, person.getIdentifierFirstRep());
    if (!role.isEmpty()) {
      role.setPractitioner(reference);
      role.setActive(!person.hasActive() || person.getActive());
      String number = person.getIdentifierFirstRep().getValue();
      mapping
          .transaction()
          .byKeys(role, mapping.namespace(), person.getIdentifierFirstRep().getSystem(), number);
    }
  }

  /** The same place that a visit names by its PL. */
  private static void place(Segment loc, boolean gone, Mapping mapping) {
    int mark = mapping.message().uses().mark();
    Reference reference = References.location(loc.field(1), mapping);
    if (reference == null || !reference.hasReference()) {
      mapping.message().uses().forget(mark);
      mapping.missing(Paths.of(loc) + "-1", "A place without a name");
      mapping.message().drop(loc);
      return;
    }
    mapping.keep(mark, "ours: LOC[Location] LOC-1 => identifier", "Location.identifier");
    Location place = (Location) mapping.transaction().resource(reference);
    Masters.LOC.apply(loc, place, mapping);
    place.setStatus(gone ? LocationStatus.INACTIVE : LocationStatus.ACTIVE);
  }

  private static void service(Node om1, boolean gone, Mapping mapping) {
    Segment segment = om1.segment();
    ActivityDefinition activity = new ActivityDefinition();
    Masters.OM1.apply(segment, activity, mapping);
    if (!activity.hasCode()) {
      mapping.missing(Paths.of(segment) + "-2", "A service without a code");
      mapping.message().drop(segment);
      return;
    }
    activity.setStatus(gone ? PublicationStatus.RETIRED : PublicationStatus.ACTIVE);
    activity.setKind(ActivityDefinitionKind.SERVICEREQUEST);
    for (Node om5 : om1.children("OM5")) {
      int mark = mapping.message().uses().mark();
      for (int i = 1; i <= om5.segment().field(2).repetitions(); i++) {
        String test = om5.segment().field(2).repetition(i).component(1).text();
        if (!test.isEmpty()) {
          activity.addRelatedArtifact(
              new RelatedArtifact().setType(RelatedArtifactType.COMPOSEDOF).setDisplay(test));
        }
      }
      mapping.keep(
          mark,
          "ours: OM5[ActivityDefinition] OM5-2 => relatedArtifact",
          "ActivityDefinition.relatedArtifact.display");
    }
    String key = ClinicalFacts.code(activity.getCode());
    mapping.transaction().byKeys(activity, mapping.namespace(), "OM1", key);
  }
}
