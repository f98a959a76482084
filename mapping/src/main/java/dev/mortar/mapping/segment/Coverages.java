package dev.mortar.mapping.segment;

import dev.mortar.mapping.datatype.Addresses;
import dev.mortar.mapping.datatype.Codes;
import dev.mortar.mapping.datatype.Identifiers;
import dev.mortar.mapping.datatype.Mapping;
import dev.mortar.mapping.datatype.Names;
import dev.mortar.mapping.datatype.Primitives;
import dev.mortar.mapping.datatype.Telecoms;
import dev.mortar.mapping.datatype.Times;
import dev.mortar.mapping.table.CodeTable;
import dev.mortar.mapping.text.Segment;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.RelatedPerson;

/** IN1 to Coverage, to the Organization that pays and to the person who is insured. */
public final class Coverages {
  private static final String CLASS = "http://terminology.hl7.org/CodeSystem/coverage-class";
  private static final CodeTable RELATION = CodeTable.named("subscriber-relationship");
  private static final CodeTable SEX = CodeTable.named("administrative-sex");

  public static final SegmentMap<Coverage> IN1 =
      SegmentMap.<Coverage>of("IN1[Coverage]", "Coverage")
          .one(1, "order", Primitives::whole, Coverages::order)
          .ours("The order in which they pay")
          .step(2, "class", Coverages::plan)
          .ours("A plan is a class of coverages; as an identifier all its members would share it")
          .step(8, "class", Coverages::group)
          .ours("The guide has no row for the group")
          .one(12, "period.start", Times::dateTime, Coverages::start)
          .one(13, "period.end", Times::dateTime, Coverages::end)
          .one(15, "type", Codes.table("0086"), Coverage::setType)
          .one(17, "relationship", Codes.cwe(RELATION, "0063"), Coverage::setRelationship)
          .one(36, "identifier", Identifiers.ei("policy", ""), Coverage::addIdentifier)
          .ours("The policy's number is what this coverage is known by")
          .one(36, "subscriberId", Coverages::isPolicy, Primitives::text, Coverage::setSubscriberId)
          .ours("Where no number of the insured is sent, the policy's number is it")
          .one(49, "subscriberId", Primitives::text, Coverage::setSubscriberId)
          .ours("R4 has an element for what the guide puts into an R5 extension");

  public static final SegmentMap<Organization> PAYOR =
      SegmentMap.<Organization>of("IN1[Organization]", "Organization")
          .one(3, "identifier", Identifiers.cx("payer"), Organization::addIdentifier)
          .ours("The payer's number names it better than its name")
          .one(4, "name", Primitives::text, Organization::setName)
          .ours("IN1-4 is the payor of the guide, in a resource of its own")
          .one(5, "address", Addresses::xad, Organization::addAddress)
          .ours("IN1-5 is the payor's address")
          .each(7, "telecom", Telecoms::xtn, Organization::addTelecom)
          .ours("IN1-7 is the payor's telephone");

  public static final SegmentMap<RelatedPerson> INSURED =
      SegmentMap.<RelatedPerson>of("IN1[RelatedPerson]", "RelatedPerson")
          .one(16, "name", Names::xpn, RelatedPerson::addName)
          .ours("IN1-16 is the subscriber of the guide, in a resource of its own")
          .one(18, "birthDate", Times::date, RelatedPerson::setBirthDateElement)
          .ours("The subscriber's birth date")
          .one(19, "address", Addresses::xad, RelatedPerson::addAddress)
          .ours("The subscriber's address")
          .one(
              43,
              "gender",
              Codes.code(SEX),
              (person, code) -> person.setGender(AdministrativeGender.fromCode(code)))
          .ours("The subscriber's sex");

  private Coverages() {}

  private static void order(Coverage coverage, IntegerType order) {
    coverage.setOrder(order.getValue());
  }

  private static boolean plan(Segment in1, Coverage coverage, Mapping mapping) {
    String code = in1.field(2).component(1).text();
    String words = in1.field(2).component(2).text();
    return classOf("plan", code.isEmpty() ? words : code, words, coverage);
  }

  private static boolean group(Segment in1, Coverage coverage, Mapping mapping) {
    String number = in1.field(8).component(1).text();
    String name = in1.field(9).component(1).text();
    return classOf("group", number.isEmpty() ? name : number, name, coverage);
  }

  private static boolean classOf(String type, String value, String name, Coverage coverage) {
    if (value.isEmpty()) {
      return false;
    }
    Coverage.ClassComponent part = coverage.addClass_().setValue(value);
    part.setType(new CodeableConcept(new Coding().setSystem(CLASS).setCode(type)));
    part.setName(name.isEmpty() || name.equals(value) ? null : name);
    return true;
  }

  private static boolean isPolicy(Segment in1) {
    return !in1.field(49).isValued();
  }

  private static void start(Coverage coverage, DateTimeType time) {
    coverage.getPeriod().setStartElement(time);
  }

  private static void end(Coverage coverage, DateTimeType time) {
    coverage.getPeriod().setEndElement(time);
  }
}
