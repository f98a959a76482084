package dev.mortar.mapping.segment;

import dev.mortar.mapping.datatype.Authorities;
import dev.mortar.mapping.datatype.Codes;
import dev.mortar.mapping.datatype.Identifiers;
import dev.mortar.mapping.datatype.Mapping;
import dev.mortar.mapping.datatype.Primitives;
import dev.mortar.mapping.datatype.Quantities;
import dev.mortar.mapping.datatype.Times;
import dev.mortar.mapping.text.Segment;
import org.hl7.fhir.r4.model.ChargeItemDefinition;
import org.hl7.fhir.r4.model.ChargeItemDefinition.ChargeItemDefinitionPriceComponentType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Medication;
import org.hl7.fhir.r4.model.MedicationKnowledge;
import org.hl7.fhir.r4.model.MedicationKnowledge.MedicationKnowledgeStatus;
import org.hl7.fhir.r4.model.Money;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Reference;

/** What a pharmacy charges, has in stock and may order: CDM, PRC, IIM and ITM. */
public final class Catalogues {
  private static final String NONE = "The guide has no map of master files";
  private static final String STOCK = "R4 has no stock; a lot of a medicine is a Medication";

  public static final SegmentMap<ChargeItemDefinition> CDM =
      SegmentMap.<ChargeItemDefinition>of("CDM[ChargeItemDefinition]", "ChargeItemDefinition")
          .one(1, "code", Codes::cwe, ChargeItemDefinition::setCode)
          .ours(NONE)
          .each(2, "code", Codes::cwe, Catalogues::alias)
          .ours(NONE)
          .one(3, "title", Primitives::literal, ChargeItemDefinition::setTitle)
          .ours(NONE)
          .one(4, "description", Primitives::literal, ChargeItemDefinition::setDescription)
          .ours(NONE)
          .each(7, "code", Codes::cwe, Catalogues::alias)
          .ours(NONE);

  /** Only read of what its sender has not taken away. */
  public static final SegmentMap<ChargeItemDefinition> CDM_STATUS =
      SegmentMap.<ChargeItemDefinition>of("CDM[ChargeItemDefinition]", "ChargeItemDefinition")
          .one(
              8,
              "status",
              Primitives::active,
              (charge, active) ->
                  charge.setStatus(
                      active.booleanValue() ? PublicationStatus.ACTIVE : PublicationStatus.RETIRED))
          .ours(NONE);

  public static final SegmentMap<ChargeItemDefinition> PRC =
      SegmentMap.<ChargeItemDefinition>of("PRC[ChargeItemDefinition]", "ChargeItemDefinition")
          .each(5, "propertyGroup.priceComponent.amount", Quantities::money, Catalogues::price)
          .ours(NONE)
          .one(
              11,
              "effectivePeriod.start",
              Times::dateTime,
              (charge, time) -> charge.getEffectivePeriod().setStartElement(time))
          .ours(NONE)
          .one(
              12,
              "effectivePeriod.end",
              Times::dateTime,
              (charge, time) -> charge.getEffectivePeriod().setEndElement(time))
          .ours(NONE);

  public static final SegmentMap<Medication> IIM =
      SegmentMap.<Medication>of("IIM[Medication]", "Medication")
          .one(2, "code", Codes::cwe, Medication::setCode)
          .ours(STOCK)
          .one(1, "code", Codes::cwe, Catalogues::key)
          .ours(STOCK)
          .one(
              3,
              "batch.lotNumber",
              Primitives::text,
              (medicine, lot) -> medicine.getBatch().setLotNumber(lot))
          .ours(STOCK)
          .one(
              4,
              "batch.expirationDate",
              Times::dateTime,
              (medicine, day) -> medicine.getBatch().setExpirationDateElement(day))
          .ours(STOCK)
          .one(5, "manufacturer", Codes::cwe, Catalogues::maker)
          .ours(STOCK);

  public static final SegmentMap<MedicationKnowledge> ITM =
      SegmentMap.<MedicationKnowledge>of("ITM[MedicationKnowledge]", "MedicationKnowledge")
          .one(1, "code.coding", Identifiers.ei("item", ""), Catalogues::item)
          .ours(NONE)
          .one(
              2,
              "code.text",
              Primitives::literal,
              (medicine, text) -> medicine.getCode().setText(text))
          .ours(NONE)
          .one(4, "productType", Codes.table("0778"), MedicationKnowledge::addProductType)
          .ours(NONE)
          .one(5, "medicineClassification", Codes::cwe, Catalogues::category)
          .ours(NONE)
          .step(7, "manufacturer(Organization)", Catalogues::manufacturer)
          .ours(NONE)
          .one(13, "cost.cost", Quantities::money, Catalogues::cost)
          .ours(NONE)
          .one(27, "code.coding", Codes::cwe, Catalogues::alsoCoded)
          .ours(NONE);

  /** Only read of what its sender has not taken away. */
  public static final SegmentMap<MedicationKnowledge> ITM_STATUS =
      SegmentMap.<MedicationKnowledge>of("ITM[MedicationKnowledge]", "MedicationKnowledge")
          .one(
              3,
              "status",
              Primitives::active,
              (medicine, active) ->
                  medicine.setStatus(
                      active.booleanValue()
                          ? MedicationKnowledgeStatus.ACTIVE
                          : MedicationKnowledgeStatus.INACTIVE))
          .ours(NONE);

  private Catalogues() {}

  private static void alias(ChargeItemDefinition charge, CodeableConcept code) {
    code.getCoding().forEach(charge.getCode()::addCoding);
  }

  private static void price(ChargeItemDefinition charge, Money amount) {
    charge
        .addPropertyGroup()
        .addPriceComponent()
        .setType(ChargeItemDefinitionPriceComponentType.BASE)
        .setAmount(amount);
  }

  /** The key of the entry is another code of the article. */
  private static void key(Medication medicine, CodeableConcept code) {
    code.getCoding().stream()
        .filter(coding -> medicine.getCode().getCoding().stream().noneMatch(coding::equalsDeep))
        .forEach(medicine.getCode()::addCoding);
    if (code.hasText() && !medicine.getCode().hasText()) {
      medicine.getCode().setText(code.getText());
    }
  }

  private static void maker(Medication medicine, CodeableConcept maker) {
    Reference reference = new Reference().setDisplay(Medications.words(maker));
    Coding coding = maker.getCodingFirstRep();
    if (coding.hasCode()) {
      reference.getIdentifier().setSystem(coding.getSystem()).setValue(coding.getCode());
    }
    medicine.setManufacturer(reference);
  }

  private static void item(MedicationKnowledge medicine, Identifier number) {
    medicine.getCode().addCoding().setSystem(number.getSystem()).setCode(number.getValue());
  }

  private static void alsoCoded(MedicationKnowledge medicine, CodeableConcept code) {
    code.getCoding().forEach(medicine.getCode()::addCoding);
  }

  private static void category(MedicationKnowledge medicine, CodeableConcept category) {
    medicine
        .addMedicineClassification()
        .setType(new CodeableConcept().setText("category"))
        .addClassification(category);
  }

  private static void cost(MedicationKnowledge medicine, Money amount) {
    medicine.addCost().setType(new CodeableConcept().setText("unit price")).setCost(amount);
  }

  /** ITM-7 is the maker's number, ITM-8 its name. */
  private static boolean manufacturer(Segment itm, MedicationKnowledge medicine, Mapping mapping) {
    String name = itm.field(8).text();
    Identifier number = Identifiers.ei("organization", "").convert(itm.field(7), mapping);
    if (number == null) {
      medicine.setManufacturer(name.isEmpty() ? null : new Reference().setDisplay(name));
      return !name.isEmpty();
    }
    Organization maker = new Organization().addIdentifier(number);
    maker.setName(name.isEmpty() ? null : name);
    Reference reference = mapping.transaction().byIdentifier(maker, number);
    medicine.setManufacturer(name.isEmpty() ? reference : reference.setDisplay(name));
    return true;
  }

  /** The address under which a charge of this sender is known. */
  public static String url(ChargeItemDefinition charge, Mapping mapping) {
    String code = charge.getCode().getCodingFirstRep().getCode();
    return Authorities.own(mapping.namespace()) + "/charges/" + Authorities.encode(code);
  }
}
