package dev.mortar.mapping.message;

import dev.mortar.mapping.MappingIssue.Code;
import dev.mortar.mapping.datatype.Mapping;
import dev.mortar.mapping.segment.Catalogues;
import dev.mortar.mapping.text.Paths;
import dev.mortar.mapping.text.Segment;
import dev.mortar.mapping.text.Value;
import org.hl7.fhir.r4.model.ChargeItemDefinition;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.Medication;
import org.hl7.fhir.r4.model.Medication.MedicationStatus;
import org.hl7.fhir.r4.model.MedicationKnowledge;
import org.hl7.fhir.r4.model.MedicationKnowledge.MedicationKnowledgeStatus;

/** The entries of master files about goods: charges (M04), stock (M15) and articles (M16). */
final class Catalogue {
  private final Mapping mapping;

  Catalogue(Mapping mapping) {
    this.mapping = mapping;
  }

  /**
   * @param gone deleted or deactivated by its sender
   */
  void map(Node entry, boolean gone) {
    entry.children("CDM").forEach(cdm -> charge(cdm, gone));
    entry.children("IIM").forEach(iim -> stock(iim.segment(), gone));
    entry.children("ITM").forEach(itm -> article(itm.segment(), gone));
  }

  private void charge(Node cdm, boolean gone) {
    ChargeItemDefinition charge = new ChargeItemDefinition();
    Catalogues.CDM.apply(cdm.segment(), charge, mapping);
    if (!charge.getCode().getCodingFirstRep().hasCode()) {
      nameless(cdm.segment(), "A charge without a code");
      return;
    }
    cdm.children("PRC").forEach(prc -> Catalogues.PRC.apply(prc.segment(), charge, mapping));
    if (gone) {
      charge.setStatus(PublicationStatus.RETIRED);
    } else {
      boolean told = cdm.segment().field(8).isValued();
      charge.setStatus(told ? PublicationStatus.UNKNOWN : PublicationStatus.ACTIVE);
      Catalogues.CDM_STATUS.apply(cdm.segment(), charge, mapping);
    }
    charge.setUrl(Catalogues.url(charge, mapping));
    String key = ClinicalFacts.code(charge.getCode());
    mapping.transaction().byKeys(charge, mapping.namespace(), "CDM", key);
  }

  private void stock(Segment iim, boolean gone) {
    Medication medicine = new Medication();
    Catalogues.IIM.apply(iim, medicine, mapping);
    if (!medicine.hasCode()) {
      nameless(iim, "Stock without a code");
      return;
    }
    medicine.setStatus(gone ? MedicationStatus.INACTIVE : MedicationStatus.ACTIVE);
    String key = ClinicalFacts.code(medicine.getCode());
    String lot = iim.field(3).peek();
    mapping.transaction().byKeys(medicine, mapping.namespace(), "IIM", key, lot);
  }

  /** Of the types of table 0778 only medicines; implants and supplies stay in the message. */
  private void article(Segment itm, boolean gone) {
    Value type = itm.field(4).component(1);
    if (type.isValued() && !type.is("MED")) {
      mapping.inform(Code.NOT_MAPPED, Paths.of(itm) + "-4", "An article that is no medicine");
      return;
    }
    MedicationKnowledge medicine = new MedicationKnowledge();
    Catalogues.ITM.apply(itm, medicine, mapping);
    if (!medicine.getCode().getCodingFirstRep().hasCode()) {
      nameless(itm, "An article without a number");
      return;
    }
    if (gone) {
      medicine.setStatus(MedicationKnowledgeStatus.INACTIVE);
    } else if (!itm.field(3).isValued()) {
      medicine.setStatus(MedicationKnowledgeStatus.ACTIVE);
    } else {
      Catalogues.ITM_STATUS.apply(itm, medicine, mapping);
    }
    String key = ClinicalFacts.code(medicine.getCode());
    mapping.transaction().byKeys(medicine, mapping.namespace(), "ITM", key);
  }

  private void nameless(Segment segment, String text) {
    mapping.missing(Paths.of(segment) + "-1", text);
    mapping.message().drop(segment);
  }
}
