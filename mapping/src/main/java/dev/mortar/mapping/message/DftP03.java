package dev.mortar.mapping.message;

import dev.mortar.mapping.datatype.Mapping;
import dev.mortar.mapping.segment.Charges;
import dev.mortar.mapping.text.Paths;
import dev.mortar.mapping.text.Segment;
import org.hl7.fhir.r4.model.ChargeItem;
import org.hl7.fhir.r4.model.ChargeItem.ChargeItemStatus;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Reference;

/** DFT_P03 and P11: charges with the account, the insurances and the diagnoses behind them. */
final class DftP03 implements MessageMap {
  @Override
  public void map(Node message, Mapping mapping) {
    Subject subject = Subjects.of(message, mapping);
    if (subject.patient() == null) {
      mapping.missing("PID", "No patient");
      return;
    }
    Results results = new Results(mapping);
    ClinicalFacts facts = new ClinicalFacts(subject, results, mapping);
    facts.map(message);
    Affairs affairs = new Affairs(subject, mapping);
    affairs.insurances(message);
    Reference account = affairs.accounts(message);
    for (Node ft1 : message.all("FT1")) {
      ChargeItem charge = charge(ft1, subject, results, mapping);
      facts.conditions(ft1.children("DG1"));
      if (account != null) {
        charge.addAccount(account);
      }
    }
  }

  private static ChargeItem charge(Node node, Subject subject, Results results, Mapping mapping) {
    Segment ft1 = node.segment();
    ChargeItem charge = new ChargeItem();
    Charges.FT1.apply(ft1, charge, mapping);
    if (!charge.hasCode()) {
      if (!charge.hasProduct()) {
        mapping.missing(Paths.of(ft1) + "-7", "A charge without a code");
      }
      charge.setCode(new CodeableConcept().setText("unknown"));
    }
    if (!charge.hasStatus()) {
      charge.setStatus(ChargeItemStatus.UNKNOWN);
    }
    charge.setSubject(subject.patient()).setContext(subject.encounter());
    String number =
        charge.hasIdentifier()
            ? charge.getIdentifierFirstRep().getSystem()
                + "|"
                + charge.getIdentifierFirstRep().getValue()
            : mapping.namespace() + "|" + mapping.heading().controlId() + "|" + Paths.of(ft1);
    mapping.transaction().byKeys(charge, subject.key(), results.unique("FT1\n" + number));
    return charge;
  }
}
