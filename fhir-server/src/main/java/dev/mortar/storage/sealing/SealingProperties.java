package dev.mortar.storage.sealing;

import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which identifiers lie sealed in the database.
 *
 * @param enabled whether new versions are sealed; what is sealed is opened in any case
 * @param systems of identifiers; those of the Social Security number as URL and as OID
 * @param types of identifiers, as codes of HL7 table 0203, whatever their system: {@code SS}, and
 *     for a driver's license {@code DL}, for a passport {@code PPN}
 * @param messages whether raw HL7 messages are sealed
 */
@ConfigurationProperties(prefix = "mortar.sealing", ignoreUnknownFields = false)
record SealingProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue({"http://hl7.org/fhir/sid/us-ssn", "urn:oid:2.16.840.1.113883.4.1"})
        Set<String> systems,
    @DefaultValue("SS") Set<String> types,
    @DefaultValue("true") boolean messages) {

  SealingProperties {
    if (systems.stream().anyMatch(String::isBlank) || types.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException(
          "mortar.sealing: a system is a URI and a type a code such as SS; neither is blank");
    }
    systems = Set.copyOf(systems);
    types = Set.copyOf(types);
  }
}
