package dev.mortar.storage.retention;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Resource;

/** By what somebody is known, in all versions of all records. */
record Who(Set<String> identifiers, Set<String> words) {
  /** Shorter ones would be found in everything. */
  private static final int SHORTEST_WORD = 3;

  static Who of(List<Resource> versions) {
    var identifiers = new HashSet<String>();
    var words = new HashSet<String>();
    for (Resource version : versions) {
      if (version instanceof Patient patient) {
        patient.getIdentifier().stream()
            .filter(Identifier::hasValue)
            .forEach(
                it ->
                    identifiers.add((it.hasSystem() ? it.getSystem() : "") + '|' + it.getValue()));
        words(patient)
            .map(word -> word.toLowerCase(Locale.ROOT))
            .filter(word -> word.length() >= SHORTEST_WORD)
            .forEach(words::add);
      }
    }
    return new Who(Set.copyOf(identifiers), Set.copyOf(words));
  }

  private static Stream<String> words(Patient patient) {
    Stream<String> names = patient.getName().stream().flatMap(Who::words);
    Stream<String> numbers =
        patient.getIdentifier().stream().filter(Identifier::hasValue).map(Identifier::getValue);
    Stream<String> contacts =
        patient.getTelecom().stream().filter(ContactPoint::hasValue).map(ContactPoint::getValue);
    return Stream.of(names, numbers, contacts, Stream.of(patient.getIdElement().getIdPart()))
        .flatMap(each -> each);
  }

  private static Stream<String> words(HumanName name) {
    Stream<String> family = name.hasFamily() ? Stream.of(name.getFamily()) : Stream.empty();
    Stream<String> given =
        name.getGiven().stream().filter(PrimitiveType::hasValue).map(PrimitiveType::getValue);
    return Stream.concat(family, given);
  }
}
