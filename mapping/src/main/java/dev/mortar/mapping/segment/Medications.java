package dev.mortar.mapping.segment;

import dev.mortar.ig.Canonicals;
import dev.mortar.mapping.datatype.Codes;
import dev.mortar.mapping.datatype.Mapping;
import dev.mortar.mapping.datatype.Quantities;
import dev.mortar.mapping.text.Segment;
import dev.mortar.mapping.text.Value;
import java.util.List;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Medication;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Ratio;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;

/** What the drug is: its code with supplementary codes, and for a compound its parts (RXC). */
public final class Medications {
  /** One part of a compound. */
  public static final SegmentMap<Medication.MedicationIngredientComponent> RXC =
      SegmentMap.<Medication.MedicationIngredientComponent>of("RXC[Medication]", "Medication")
          .one(
              2,
              "ingredient.itemCodeableConcept",
              Codes::cwe,
              Medication.MedicationIngredientComponent::setItem)
          .ours("The guide's map of RXC is under construction")
          .step(3, "ingredient.strength", Medications::strength)
          .ours("The amount of a part for one whole of the compound");

  private Medications() {}

  /** Null if neither a code nor words are there. */
  static @Nullable CodeableConcept code(Segment segment, int field, int more, Mapping mapping) {
    CodeableConcept concept = Codes.cwe(segment.field(field).repetition(1), mapping);
    if (concept == null) {
      return null;
    }
    Value supplementary = segment.field(more);
    for (int i = 1; more > 0 && i <= supplementary.repetitions(); i++) {
      CodeableConcept other = Codes.cwe(supplementary.repetition(i), mapping);
      if (other != null) {
        other.getCoding().forEach(concept::addCoding);
      }
    }
    return concept;
  }

  /**
   * What R4 has only in a resource of its own, beside which the code could not be searched for:
   * kept as it came, on the resource.
   *
   * @param fields numbers of the fields with dosage form, strength, its units and the like
   */
  static <R extends DomainResource> Row.Step<R> kept(int... fields) {
    return (segment, resource, mapping) -> {
      boolean reached = false;
      for (int field : fields) {
        String text = segment.field(field).literal();
        if (!text.isEmpty()) {
          Extension kept = resource.addExtension().setUrl(Canonicals.EXT_V2_VALUE);
          kept.addExtension("path", new StringType(segment.name() + "-" + field));
          kept.addExtension("value", new StringType(text));
          reached = true;
        }
      }
      return reached;
    };
  }

  /** The compound as a contained resource, to which the medication of the order then refers. */
  public static Medication compound(CodeableConcept code, List<Segment> parts, Mapping mapping) {
    Medication medication = new Medication().setCode(code);
    medication.setId("compound");
    for (Segment part : parts) {
      Medication.MedicationIngredientComponent ingredient =
          new Medication.MedicationIngredientComponent();
      RXC.apply(part, ingredient, mapping);
      if (ingredient.hasItem()) {
        medication.addIngredient(ingredient.setIsActive(!part.field(1).is("B")));
      } else {
        mapping.missing("RXC[" + part.occurrence() + "]-2", "A part of a compound without a code");
        mapping.message().drop(part);
      }
    }
    if (!medication.getCode().hasText()) {
      medication.getCode().setText(words(code));
    }
    return medication;
  }

  /** What a person would call it. */
  public static String words(CodeableConcept concept) {
    if (concept.hasText()) {
      return concept.getText();
    }
    String display = concept.getCodingFirstRep().getDisplay();
    return display == null ? concept.getCodingFirstRep().getCode() : display;
  }

  private static boolean strength(
      Segment rxc, Medication.MedicationIngredientComponent ingredient, Mapping mapping) {
    Quantity amount = Quantities.of(rxc.field(3), rxc.field(4), mapping);
    if (amount == null) {
      return false;
    }
    ingredient.setStrength(
        new Ratio().setNumerator(amount).setDenominator(new Quantity().setValue(1)));
    return true;
  }
}
