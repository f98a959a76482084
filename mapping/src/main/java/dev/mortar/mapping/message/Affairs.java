package dev.mortar.mapping.message;

import dev.mortar.mapping.MappingIssue.Code;
import dev.mortar.mapping.datatype.Mapping;
import dev.mortar.mapping.segment.Accounts;
import dev.mortar.mapping.segment.Coverages;
import dev.mortar.mapping.segment.Relatives;
import dev.mortar.mapping.text.Paths;
import dev.mortar.mapping.text.Segment;
import org.hl7.fhir.r4.model.Account;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Coverage.CoverageStatus;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.RelatedPerson;
import org.jspecify.annotations.Nullable;

/** Who stands for a patient and who pays: NK1, GT1, IN1, PID-18. */
final class Affairs {
  private final Subject subject;
  private final Mapping mapping;

  Affairs(Subject subject, Mapping mapping) {
    this.subject = subject;
    this.mapping = mapping;
  }

  void map(Node message) {
    relatives(message);
    insurances(message);
    accounts(message);
  }

  /** The account of the message, or null. */
  @Nullable Reference accounts(Node message) {
    Node pid = message.child("PID").orElse(null);
    return pid == null ? null : account(pid.segment(), message);
  }

  void relatives(Node message) {
    for (Node pid : message.children("PID")) {
      pid.children("NK1").forEach(nk1 -> relative(nk1.segment()));
    }
  }

  void insurances(Node message) {
    message.children("IN1").forEach(in1 -> insurance(in1.segment()));
  }

  /** An employer or an authority is a contact, but no related person. */
  private void relative(Segment nk1) {
    switch (nk1.field(3).component(1).peek()) {
      case "EMR", "E", "F", "I", "S" -> {}
      default -> {
        RelatedPerson person = new RelatedPerson();
        Relatives.NK1.apply(nk1, person, mapping);
        if (person.hasName()) {
          store(person, "NK1", nk1.field(3).component(1).peek());
        }
      }
    }
  }

  private Reference store(RelatedPerson person, String kind, String relation) {
    person.setPatient(subject.patient());
    if (person.hasIdentifier()) {
      Identifier identifier = person.getIdentifierFirstRep();
      return mapping
          .transaction()
          .byKeys(person, subject.key(), kind, identifier.getSystem(), identifier.getValue());
    }
    String name = person.getNameFirstRep().getNameAsSingleString();
    return mapping.transaction().byKeys(person, subject.key(), kind, name, relation);
  }

  private void insurance(Segment in1) {
    Organization payor = new Organization();
    Coverages.PAYOR.apply(in1, payor, mapping);
    Coverage coverage = new Coverage();
    Coverages.IN1.apply(in1, coverage, mapping);
    if (!payor.hasName() && !payor.hasIdentifier() && coverage.isEmpty()) {
      mapping.missing(Paths.of(in1) + "-3", "An insurance without a payer or a plan");
      mapping.message().drop(in1);
      return;
    }
    coverage.setStatus(CoverageStatus.ACTIVE).setBeneficiary(subject.patient());
    coverage.addPayor(payor(payor, coverage));
    Reference insured = insured(in1, coverage);
    coverage.setSubscriber(insured);
    mapping
        .transaction()
        .byKeys(
            coverage,
            subject.key(),
            in1.field(3).component(1).peek() + "|" + in1.field(4).component(1).peek(),
            in1.field(2).component(1).peek(),
            in1.field(36).peek());
  }

  private Reference payor(Organization payor, Coverage coverage) {
    if (payor.hasIdentifier()) {
      Reference reference =
          mapping.transaction().byIdentifier(payor, payor.getIdentifierFirstRep());
      return reference.setDisplay(payor.getName());
    }
    if (payor.hasName()) {
      return mapping
          .transaction()
          .byKeys(payor, mapping.namespace(), "payer", payor.getName())
          .setDisplay(payor.getName());
    }
    return new Reference().setDisplay(coverage.getClass_().isEmpty() ? "unknown" : "plan");
  }

  /** Who is insured in person needs no second resource. */
  private @Nullable Reference insured(Segment in1, Coverage coverage) {
    boolean self = "self".equals(coverage.getRelationship().getCodingFirstRep().getCode());
    if (self) {
      return subject.patient();
    }
    RelatedPerson person = new RelatedPerson();
    Coverages.INSURED.apply(in1, person, mapping);
    if (!person.hasName()) {
      return null;
    }
    return store(person, "IN1", in1.field(17).component(1).peek());
  }

  /** The account of PID-18, with those who answer for it. */
  private @Nullable Reference account(Segment pid, Node message) {
    Account account = new Account();
    Accounts.PID.apply(pid, account, mapping);
    Reference reference = null;
    if (account.hasIdentifier()) {
      account.setStatus(Account.AccountStatus.ACTIVE).addSubject(subject.patient());
      reference = mapping.transaction().byIdentifier(account, account.getIdentifierFirstRep());
    }
    for (Node gt1 : message.children("GT1")) {
      Reference guarantor = guarantor(gt1.segment());
      if (guarantor != null && account.hasIdentifier()) {
        account.addGuarantor().setParty(guarantor);
      }
    }
    return reference;
  }

  private @Nullable Reference guarantor(Segment gt1) {
    if (gt1.field(11).component(1).is("SEL")) {
      return subject.patient();
    }
    RelatedPerson person = new RelatedPerson();
    Relatives.GT1.apply(gt1, person, mapping);
    if (!person.hasName()) {
      mapping.inform(Code.NOT_MAPPED, Paths.of(gt1), "A guarantor without a person's name");
      mapping.message().drop(gt1);
      return null;
    }
    person.addRelationship().setText("guarantor");
    return store(person, "GT1", gt1.field(11).component(1).peek());
  }

  /** A prior account whose number was given up. */
  void priorAccount(Segment mrg) {
    Account account = new Account();
    Accounts.MRG.apply(mrg, account, mapping);
    if (account.hasIdentifier()) {
      account.setStatus(Account.AccountStatus.UNKNOWN).addSubject(subject.patient());
      mapping.transaction().byIdentifier(account, account.getIdentifierFirstRep());
    }
  }
}
