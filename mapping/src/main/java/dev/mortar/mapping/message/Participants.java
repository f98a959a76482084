package dev.mortar.mapping.message;

import dev.mortar.mapping.Entries;
import dev.mortar.mapping.datatype.Codes;
import dev.mortar.mapping.datatype.Mapping;
import dev.mortar.mapping.segment.Part;
import dev.mortar.mapping.table.CodeTable;
import dev.mortar.mapping.text.Segment;
import dev.mortar.mapping.text.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/** PRT to whoever takes part in something. */
final class Participants {
  /** Deleted; senders that are used to ROL say it in two letters. */
  private static final List<String> ENDED = List.of("D", "DE");

  private static final CodeTable PLACE = CodeTable.named("participation-place");
  private static final CodeTable NEWER = CodeTable.named("participation");
  private static final CodeTable OLDER = CodeTable.named("provider-role");

  private Participants() {}

  /**
   * Somebody who takes part.
   *
   * @param said all that the segment says of them
   */
  record Actor(Reference reference, PractitionerRole said) {
    /** True if these are the same people, however they are referred to. */
    boolean is(Reference other) {
      String key = CareRoles.key(other);
      boolean person = said.hasPractitioner() && key.equals(CareRoles.key(said.getPractitioner()));
      return !key.isEmpty() && (person || key.equals(CareRoles.key(reference)));
    }

    /** True if they stand there already, doing the same or nothing in particular. */
    boolean is(Reference other, CodeableConcept doing) {
      return is(other)
          && (doing.isEmpty() || doing.getCoding().stream().anyMatch(this::isFunction));
    }

    private boolean isFunction(Coding coding) {
      return said.getCodeFirstRep().hasCoding(coding.getSystem(), coding.getCode());
    }

    /** True if no role had to be made of them. */
    boolean isAlone() {
      return reference == said.getPractitioner() || reference == said.getOrganization();
    }

    @Nullable CodeableConcept function() {
      return said.hasCode() ? said.getCodeFirstRep().copy() : null;
    }
  }

  /**
   * Where people go.
   *
   * @param element that holds them, empty if it holds other things as well
   * @param taker puts one of them there
   */
  record Place(Resource resource, String element, Part part, BiConsumer<Segment, Actor> taker) {}

  /** The participations beside some segments. */
  static List<Segment> beside(@Nullable Node... owners) {
    List<Segment> found = List.of();
    for (Node owner : owners) {
      if (owner == null) {
        continue;
      }
      for (Node child : owner.children()) {
        if (child.is("PRT")) {
          found = found.isEmpty() ? new ArrayList<>() : found;
          found.add(child.segment());
        }
      }
    }
    return found;
  }

  /** Those of them that lead to one place. */
  static List<Segment> at(String place, List<Segment> prts, Mapping mapping) {
    return prts.stream().filter(prt -> find(PLACE, prt, mapping).equals(place)).toList();
  }

  /** True if the role is one that people have who care for others. */
  static boolean isProvider(Segment prt, Mapping mapping) {
    CodeTable table = prt.field(4).component(3).is("HL70443") ? OLDER : NEWER;
    return !find(table, prt, mapping).isEmpty();
  }

  private static String find(CodeTable table, Segment prt, Mapping mapping) {
    Value role = prt.field(4);
    Value system = role.component(3);
    boolean ours = system.isEmpty() || system.is("HL70912") || system.is("HL70443");
    Optional<CodeTable.Code> code =
        ours ? Codes.lookup(table, role.component(1).peek(), mapping) : Optional.empty();
    return code.map(CodeTable.Code::target).orElse("");
  }

  /** Puts people into their place. If they are all over, it is to be emptied. */
  static void into(Place place, List<Segment> prts, Subject subject, Mapping mapping) {
    boolean over = false;
    boolean taken = false;
    for (Segment prt : prts) {
      if (isOver(prt)) {
        over |= isOver(prt, mapping);
      } else if (!taken || place.part().many()) {
        Actor actor = actor(prt, place.part(), subject, mapping);
        if (actor != null) {
          place.taker().accept(prt, actor);
          taken = true;
        }
      }
    }
    String element = place.element();
    if (over && !element.isEmpty() && place.resource().listChildrenByName(element).isEmpty()) {
      Entries.markDeleted(place.resource(), element);
    }
  }

  static boolean isOver(Segment prt, Mapping mapping) {
    return CareRoles.isOver(prt, ENDED, mapping);
  }

  static boolean isOver(Segment prt) {
    return prt.field(2).isAny(ENDED);
  }

  /** Beside who is there already; who says more of the same person takes their place. */
  static void join(List<Reference> people, Actor actor) {
    Reference reference = actor.reference();
    for (Reference other : people) {
      if (actor.is(other)) {
        other.getExtension().forEach(reference::addExtension);
      }
    }
    people.removeIf(actor::is);
    people.add(reference);
  }

  /** Null if nobody takes part, but perhaps a device or a place. */
  private static @Nullable Actor actor(Segment prt, Part part, Subject subject, Mapping mapping) {
    PractitionerRole said = new PractitionerRole();
    boolean role = part.needsRole(prt);
    if (prt.field(5).isValued() || prt.field(8).isValued()) {
      (role ? part.role() : part.alone()).apply(prt, said, mapping);
    }
    if (!said.hasPractitioner() && !said.hasOrganization()) {
      nobody(prt, mapping);
      return null;
    }
    boolean person = said.hasPractitioner();
    Reference alone = person ? said.getPractitioner() : said.getOrganization();
    return new Actor(role ? stored(prt, said, subject, mapping) : alone, said);
  }

  /** The same role twice in a message is one, with all that is said of it. */
  private static Reference stored(
      Segment prt, PractitionerRole said, Subject subject, Mapping mapping) {
    Reference reference = CareRoles.keyed(said, prt.field(4), subject, mapping);
    PractitionerRole first = (PractitionerRole) mapping.transaction().resource(reference);
    if (first != said) {
      said.getSpecialty().stream().filter(isNew(first.getSpecialty())).forEach(first::addSpecialty);
      said.getLocation().stream().filter(isNew(first.getLocation())).forEach(first::addLocation);
      said.getTelecom().stream().filter(isNew(first.getTelecom())).forEach(first::addTelecom);
      said.getIdentifier().stream()
          .filter(isNew(first.getIdentifier()))
          .forEach(first::addIdentifier);
    }
    return reference.setDisplay(CareRoles.words(said));
  }

  private static <T extends Base> Predicate<T> isNew(List<T> known) {
    return value -> known.stream().noneMatch(value::equalsDeep);
  }

  private static void nobody(Segment prt, Mapping mapping) {
    for (int field : new int[] {9, 10, 16}) {
      if (prt.field(field).isValued()) {
        return;
      }
    }
    CareRoles.nobody(prt, 5, mapping);
  }
}
