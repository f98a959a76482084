package dev.mortar.mapping.segment;

import dev.mortar.mapping.datatype.Codes;
import dev.mortar.mapping.datatype.Identifiers;
import dev.mortar.mapping.datatype.Mapping;
import dev.mortar.mapping.datatype.Primitives;
import dev.mortar.mapping.datatype.Quantities;
import dev.mortar.mapping.datatype.References;
import dev.mortar.mapping.datatype.Times;
import dev.mortar.mapping.table.CodeTable;
import dev.mortar.mapping.text.Segment;
import java.math.BigDecimal;
import org.hl7.fhir.r4.model.ChargeItem;
import org.hl7.fhir.r4.model.ChargeItem.ChargeItemStatus;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Money;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;

/** FT1 to ChargeItem. */
public final class Charges {
  private static final String NONE = "The guide has no map of FT1";
  private static final CodeTable STATUS = CodeTable.named("charge-status");

  public static final SegmentMap<ChargeItem> FT1 =
      SegmentMap.<ChargeItem>of("FT1[ChargeItem]", "ChargeItem")
          .one(2, "identifier", Identifiers.ei("transaction", ""), ChargeItem::addIdentifier)
          .ours(NONE)
          .step(4, "occurrence", Charges::occurrence)
          .ours(NONE)
          .one(5, "enteredDate", Times::dateTime, ChargeItem::setEnteredDateElement)
          .ours(NONE)
          .one(
              6,
              "status",
              Codes.code(STATUS),
              (charge, code) -> charge.setStatus(ChargeItemStatus.fromCode(code)))
          .ours(NONE)
          .one(7, "code", Codes.table("0132"), ChargeItem::setCode)
          .ours(NONE)
          .one(8, "code.text", Primitives::literal, Charges::description)
          .ours(NONE)
          .step(10, "quantity", Charges::quantity)
          .ours(NONE)
          .step(11, "priceOverride", Charges::price)
          .ours("The amount for all of it; without it the price of one, FT1-12 or FT1-22")
          .one(13, "costCenter", Codes::cwe, Charges::department)
          .ours(NONE)
          .each(19, "reason", Codes.table("0051"), ChargeItem::addReason)
          .ours(NONE)
          .each(
              20,
              "performer.actor",
              References::practitioner,
              (charge, person) -> charge.addPerformer().setActor(person))
          .ours(NONE)
          .one(23, "service(ServiceRequest)", Identifiers.ei("filler", "FILL"), Charges::ordered)
          .ours("The order that was filled, by its number")
          .one(24, "enterer", References::practitioner, ChargeItem::setEnterer)
          .ours(NONE)
          .one(25, "code", Codes::cwe, Charges::alsoCoded)
          .ours("A procedure is another code of what is charged")
          .one(29, "product", Codes.in("http://hl7.org/fhir/sid/ndc"), ChargeItem::setProduct)
          .ours("The package that was dispensed");

  private Charges() {}

  private static boolean occurrence(Segment ft1, ChargeItem charge, Mapping mapping) {
    DateTimeType start = Times.dateTime(ft1.field(4).component(1), mapping);
    DateTimeType end = Times.dateTime(ft1.field(4).component(2), mapping);
    if (start == null && end == null) {
      return false;
    }
    charge.setOccurrence(
        start == null || end == null
            ? start == null ? end : start
            : new Period().setStartElement(start).setEndElement(end));
    return true;
  }

  private static void description(ChargeItem charge, String text) {
    if (!charge.getCode().hasText()) {
      charge.getCode().setText(text);
    }
  }

  private static boolean quantity(Segment ft1, ChargeItem charge, Mapping mapping) {
    BigDecimal number = Quantities.decimal(ft1.field(10), mapping);
    if (number == null) {
      return false;
    }
    charge.setQuantity(new Quantity().setValue(number));
    return true;
  }

  private static boolean price(Segment ft1, ChargeItem charge, Mapping mapping) {
    for (int field : new int[] {11, 12, 22}) {
      Money money = Quantities.money(ft1.field(field), mapping);
      if (money != null) {
        charge.setPriceOverride(money);
        return true;
      }
    }
    return false;
  }

  private static void department(ChargeItem charge, CodeableConcept department) {
    Reference reference = new Reference().setDisplay(Medications.words(department));
    if (department.getCodingFirstRep().hasCode()) {
      reference
          .getIdentifier()
          .setSystem(department.getCodingFirstRep().getSystem())
          .setValue(department.getCodingFirstRep().getCode());
    }
    charge.setCostCenter(reference);
  }

  private static void ordered(ChargeItem charge, Identifier number) {
    charge.addService(new Reference().setType("ServiceRequest").setIdentifier(number));
  }

  private static void alsoCoded(ChargeItem charge, CodeableConcept procedure) {
    procedure.getCoding().forEach(charge.getCode()::addCoding);
  }
}
