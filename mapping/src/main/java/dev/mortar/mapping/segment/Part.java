package dev.mortar.mapping.segment;

import dev.mortar.mapping.text.Segment;
import java.util.List;
import org.hl7.fhir.r4.model.PractitionerRole;

/**
 * One way to take part. Whoever says nothing beyond a person or an organization is that resource,
 * all others are a PractitionerRole.
 *
 * @param alone the rows of a person or an organization; what they read waits in a PractitionerRole
 * @param role the rows of a PractitionerRole
 * @param more the fields that only a PractitionerRole can hold
 * @param organizations whether an organization may take part by itself
 * @param many whether there may be several
 */
public record Part(
    SegmentMap<PractitionerRole> alone,
    SegmentMap<PractitionerRole> role,
    List<Integer> more,
    boolean organizations,
    boolean many) {
  public Part {
    more = List.copyOf(more);
  }

  public boolean needsRole(Segment prt) {
    return prt.field(5).isValued()
        ? more.stream().anyMatch(field -> prt.field(field).isValued())
        : !organizations && prt.field(8).isValued();
  }
}
