package dev.mortar.mapping;

import static dev.mortar.mapping.Found.all;
import static dev.mortar.mapping.Found.only;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.mapping.Mapped.Status;
import java.util.List;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Immunization;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.MedicationAdministration;
import org.hl7.fhir.r4.model.MedicationDispense;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Specimen;
import org.junit.jupiter.api.Test;

/** Who takes part (PRT) in orders, results and what was dispensed or given. */
final class OrderParticipationsTest {
  private static final String PID = "PID|1||7^^^H^MR||Test^Tom\r";
  private static final String ORC = "ORC|RE|P1^EHR|F1^LAB|||||||||1^Weber^Anna\r";
  private static final String OBR = "OBR|1|P1^EHR|F1^LAB|6301-6^INR^LN|||20261120083000\r";
  private static final String OBX = "OBX|1|NM|6301-6^INR^LN||2.4||||||F|||20261120083000\r";

  @Test
  void theOrderingProviderIsTheRequesterAndOlderFieldsStandBack() {
    Mapped mapped =
        map("OML^O21", ORC + "PRT||A||OP^^HL70912|1^Weber^Anna|||Practice^^33^^^H\r" + OBR);

    assertThat(only(mapped, ServiceRequest.class).getRequester().getReference())
        .isEqualTo(url(mapped, PractitionerRole.class));
    assertThat(all(mapped, Practitioner.class)).hasSize(1);
    assertThat(only(map("OML^O21", ORC + OBR), ServiceRequest.class).getRequester().getDisplay())
        .isEqualTo("Anna Weber");
  }

  @Test
  void aRequesterWhoIsOverIsRemoved() {
    String order = ORC.replace("1^Weber^Anna", "");
    Mapped mapped = map("OML^O21", order + "PRT||D||OP^^HL70912|1^Weber^Anna\r" + OBR);

    assertThat(Entries.deleted(only(mapped, ServiceRequest.class))).contains("requester");
  }

  @Test
  void performersAndInterpretersOfAReportAreToldApart() {
    Mapped mapped =
        map(
            "ORU^R01",
            ORC
                + OBR
                + "NTE|1||Urgent\r"
                + "PRT||A||PRI^^HL70912|2^Lese^Rita\rPRT||A||TN^^HL70443|3^Lang^Tim\r"
                + "PRT||A||ARI^^HL70912|2^Lese^Rita\rPRT||A||PO^^HL70912||||Lab^^12^^^H\r"
                + "PRT||A||RCT^^HL70912|4^Kopie^Karl\r"
                + OBX);

    DiagnosticReport report = only(mapped, DiagnosticReport.class);
    assertThat(displays(report.getPerformer())).containsExactly("Tim Lang", "Rita Lese", "Lab");
    assertThat(displays(report.getResultsInterpreter())).containsExactly("Rita Lese");
    assertThat(all(mapped, Practitioner.class))
        .extracting(person -> person.getIdentifierFirstRep().getValue())
        .containsExactlyInAnyOrder("1", "2", "3");
    assertThat(mapped.status()).isEqualTo(Status.MAPPED);
  }

  @Test
  void onePersonWithTwoFunctionsIsOnePerformer() {
    Mapped mapped =
        map(
            "ORU^R01",
            OBR
                + "PRT||A||TN^^HL70912|3^Lang^Tim\r"
                + "PRT||A||TR^^HL70912|3^Lang^Tim|||Lab^^12^^^H\r"
                + OBX);

    Reference performer = only(mapped, DiagnosticReport.class).getPerformerFirstRep();
    assertThat(only(mapped, DiagnosticReport.class).getPerformer()).hasSize(1);
    assertThat(performer.getReference()).isEqualTo(url(mapped, PractitionerRole.class));
    assertThat(performer.getExtension()).hasSize(2);
  }

  @Test
  void whoTookTheSampleIsItsCollector() {
    String sample = "SPM|1|S1&EHR^S1&LAB||BLDV^Blood^HL70487\r";
    String collector = "PRT||A||SC^^HL70912|3^Stich^Paul\r";

    for (String type : List.of("ORU^R01", "OML^O21")) {
      Mapped mapped = map(type, ORC + OBR + collector + sample);
      assertThat(only(mapped, Specimen.class).getCollection().getCollector().getDisplay())
          .isEqualTo("Paul Stich");
    }
    assertThat(all(map("ORU^R01", ORC + OBR + collector + OBX), Practitioner.class)).hasSize(1);
  }

  @Test
  void aResultHasItsObserverAndANoteBehindThemStaysWithTheResult() {
    Mapped mapped =
        map("ORU^R01", OBR + OBX + "NTE|1||One\rPRT||A||RO^^HL70912|3^Lang^Tim\rNTE|2||Two\r");

    Observation result = only(mapped, Observation.class);
    assertThat(displays(result.getPerformer())).containsExactly("Tim Lang");
    assertThat(result.getNote()).hasSize(2);
    assertThat(only(mapped, DiagnosticReport.class).getPerformer()).isEmpty();
  }

  @Test
  void theDeviceOfAResultIsTheSameInEachMessage() {
    String device = "PRT||A||EQUIP^^HL70912||||||METER-7^H|||||||20250301||L5|SN1\r";
    Mapped mapped = map("ORU^R01", OBR + OBX + device);

    Device meter = only(mapped, Device.class);
    assertThat(meter.getSerialNumber()).isEqualTo("SN1");
    assertThat(meter.getLotNumber()).isEqualTo("L5");
    assertThat(meter.getIdentifierFirstRep().getValue()).isEqualTo("METER-7");
    assertThat(only(mapped, Observation.class).getDevice().getReference())
        .isEqualTo(url(mapped, Device.class))
        .isEqualTo(url(map("ORU^R01", OBR + OBX + device), Device.class));
    assertThat(mapped.status()).isEqualTo(Status.MAPPED);
  }

  @Test
  void aBarCodeIsTheCarrierOfADeviceIdentifier() {
    String code = "(01)00844588003288(17)300301(21)A7";
    Mapped mapped =
        map("ORU^R01", OBR + OBX + "PRT||A||EQUIP||||||" + code + "||||||00844588003288");

    Device device = only(mapped, Device.class);
    assertThat(device.hasIdentifier()).isFalse();
    assertThat(device.getUdiCarrier()).hasSize(1);
    assertThat(device.getUdiCarrierFirstRep().getCarrierHRF()).isEqualTo(code);
    assertThat(device.getUdiCarrierFirstRep().getDeviceIdentifier()).isEqualTo("00844588003288");
  }

  @Test
  void devicesOfOneKindAreToldApartBySerialNumberOrSender() {
    String kind = OBR + OBX + "PRT||A||EQUIP||||||||||||00844588003288||||";
    String one = only(map("ORU^R01", kind + "SN1"), Device.class).getId();

    assertThat(only(map("ORU^R01", kind + "SN2"), Device.class).getId()).isNotEqualTo(one);
    String unnumbered = Messages.header("ORU^R01") + PID + kind;
    String facility = unnumbered.split("\\|", -1)[3];
    String elsewhere = unnumbered.replace("|" + facility + "|", "|ELSEWHERE|");
    assertThat(only(Messages.map(unnumbered), Device.class).getId())
        .isNotEqualTo(only(Messages.map(elsewhere), Device.class).getId());
  }

  @Test
  void thePlaceOfAResultHasTheAddress() {
    Mapped mapped =
        map(
            "ORU^R01",
            OBR + OBX + "PRT||A||OS^^HL70912|||||CLINIC^2^^H|||||Main St 1^^Springfield");

    assertThat(only(mapped, Location.class).getAddress().getCity()).isEqualTo("Springfield");
    Reference place =
        (Reference) only(mapped, Observation.class).getExtension().getFirst().getValue();
    assertThat(place.getReference()).isEqualTo(url(mapped, Location.class));
    assertThat(mapped.status()).isEqualTo(Status.MAPPED);
  }

  @Test
  void anAddressWithoutAPlaceIsTheOrganizations() {
    Mapped mapped =
        map(
            "ORU^R01",
            OBR + OBX + "PRT||A||PO^^HL70912||||Lab^^12^^^H||||||Main St 1^^Springfield");

    assertThat(only(mapped, Organization.class).getAddressFirstRep().getCity())
        .isEqualTo("Springfield");
    assertThat(displays(only(mapped, Observation.class).getPerformer())).containsExactly("Lab");
  }

  @Test
  void aVaccinatorHasTheSameFunctionInBothTables() {
    String vaccination =
        "ORC|RE||F1^IIS\rPRT||A||OP^^HL70443|1^Weber^Anna\rPRT||A||AP^^HL70912|2^Lang^Tim\r"
            + "RXA|0|1|20261120||08^HepB^CVX|0.5|mL^^UCUM|||2^Lang^Tim\r";

    Immunization immunization = only(map("VXU^V04", vaccination), Immunization.class);

    assertThat(immunization.getPerformer()).hasSize(2);
    assertThat(immunization.getPerformer())
        .allSatisfy(
            it ->
                assertThat(it.getFunction().getCodingFirstRep().getSystem())
                    .isEqualTo("http://terminology.hl7.org/CodeSystem/v2-0443"));
    assertThat(immunization.getPerformer().get(1).getActor().getDisplay()).isEqualTo("Tim Lang");
  }

  @Test
  void pharmacyOrdersHavePrescriberDispenserAndWhoGave() {
    String prescriber = "PRT||A||OP^^HL70912|1^Weber^Anna|||Practice^^33^^^H\r";
    Mapped ordered = map("RDE^O11", "ORC|NW|P1^EHR\r" + prescriber + "RXE||1^Drug^RXNORM|1||TAB\r");
    assertThat(only(ordered, MedicationRequest.class).getRequester().getReference())
        .isEqualTo(url(ordered, PractitionerRole.class));

    Mapped dispensed =
        map(
            "RDS^O13",
            "ORC|RE|P1^EHR\rPRT||A||DP^^HL70912|5^Klein^Mia\r"
                + "RXD|1|1^Drug^RXNORM|20261120|30|TAB||7001\r"
                + "PRT||A||VPS^^HL70912||||Pharmacy^^44^^^H\r");
    assertThat(only(dispensed, MedicationDispense.class).getPerformer())
        .extracting(it -> it.getActor().getDisplay())
        .containsExactly("Mia Klein", "Pharmacy");

    Mapped given =
        map(
            "RAS^O17",
            "ORC|RE|P1^EHR\rPRT||A||AP^^HL70912|6^Lang^Tim\rPRT||A||EP^^HL70912|7^Other^Otto\r"
                + "RXA|0|1|20261120||1^Drug^RXNORM|1|TAB\r");
    assertThat(only(given, MedicationAdministration.class).getPerformer())
        .extracting(it -> it.getActor().getDisplay())
        .containsExactly("Tim Lang");
  }

  @Test
  void aCodeThatNoTableKnowsIsCarriedAndReported() {
    Mapped mapped = map("ORU^R01", OBR + OBX + "PRT||A||OPO|3^Lang^Tim");

    CodeableConcept function =
        (CodeableConcept)
            only(mapped, Observation.class)
                .getPerformerFirstRep()
                .getExtensionFirstRep()
                .getValue();
    assertThat(function.getCodingFirstRep().getCode()).isEqualTo("OPO");
    assertThat(mapped.issues()).anyMatch(issue -> issue.table().equals("participation"));
  }

  private static List<String> displays(List<Reference> people) {
    return people.stream().map(Reference::getDisplay).toList();
  }

  private static String url(Mapped mapped, Class<? extends Resource> type) {
    Resource resource = only(mapped, type);
    return mapped.bundle().getEntry().stream()
        .filter(entry -> entry.getResource() == resource)
        .findFirst()
        .orElseThrow()
        .getFullUrl();
  }

  private static Mapped map(String type, String segments) {
    return Messages.map(Messages.header(type) + PID + segments);
  }
}
