package dev.mortar.mapping.segment;

import dev.mortar.mapping.datatype.Identifiers;
import dev.mortar.mapping.datatype.Names;
import org.hl7.fhir.r4.model.Patient;

/** MRG to the Patient that loses its identity. The guide has no such map. */
public final class Merges {
  private static final String WHY = "The guide maps no merge";

  /** What the patient was known by: all that a merge retires, or that a move gives away. */
  public static final SegmentMap<Patient> PRIOR =
      SegmentMap.<Patient>of("MRG[Patient]", "Patient")
          .each(1, "identifier", Identifiers.cx("patient"), PatientSetters::identifier)
          .ours(WHY);

  /** What a patient is known by who gives an identifier away. */
  public static final SegmentMap<Patient> SOURCE =
      SegmentMap.<Patient>of("MRG[Patient]", "Patient")
          .one(4, "identifier", Identifiers.cx("patient"), PatientSetters::identifier)
          .ours(WHY)
          .each(7, "name", Names::xpn, Patient::addName)
          .ours(WHY);

  public static final SegmentMap<Patient> MRG =
      SegmentMap.<Patient>of("MRG[Patient]", "Patient").with(PRIOR).with(SOURCE);

  private Merges() {}
}
