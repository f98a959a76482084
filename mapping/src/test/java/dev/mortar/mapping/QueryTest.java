package dev.mortar.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.mapping.Question.FindIdentifiers;
import dev.mortar.mapping.Question.FindPatients;
import dev.mortar.mapping.Question.ImmunizationHistory;
import dev.mortar.mapping.Question.Unusable;
import dev.mortar.mapping.outward.Letter;
import dev.mortar.mapping.outward.Letter.Party;
import dev.mortar.mapping.outward.Replies;
import dev.mortar.mapping.outward.Replies.Echo;
import dev.mortar.mapping.outward.Replies.Found;
import dev.mortar.mapping.sender.SenderProfile;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Immunization;
import org.hl7.fhir.r4.model.Immunization.ImmunizationStatus;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.Test;

/** Questions are understood as they are meant, and answered in the form that is asked for. */
final class QueryTest {
  private static final String AUTHORITY = "https://mortar.dev/fhir/sid/authority/";
  private static final String Q22 = "QPD|IHE PDQ Query|T1|";

  @Test
  void demographicsAreAskedForByAnyOfTheirParts() {
    FindPatients asked =
        (FindPatients)
            read(
                "Q22",
                Q22 + "@PID.5.1.1^Moore~@PID.5.2^Hans~@PID.7.1^19380224~@PID.8^F",
                "RCP|I|10^RD");
    assertThat(asked.most()).isEqualTo(10);
    assertThat(asked.wanted().family()).isEqualTo("Moore");
    assertThat(asked.wanted().given()).isEqualTo("Hans");
    assertThat(asked.wanted().birthDate()).isEqualTo("1938-02-24");
    assertThat(asked.wanted().gender()).isEqualTo("female");
  }

  @Test
  void aNumberIsAskedForWithItsAuthority() {
    FindPatients asked = (FindPatients) read("Q22", Q22 + "@PID.3.1^4711~@PID.3.4^HOSP", "RCP|I");
    Identifier identifier = asked.wanted().identifiers().getFirst();
    assertThat(identifier.getValue()).isEqualTo("4711");
    assertThat(identifier.getSystem()).isEqualTo(AUTHORITY + "HOSP");
    assertThat(asked.most()).isEqualTo(50);
  }

  @Test
  void aQuestionForNothingIsNoQuestionForEverybody() {
    assertThat(read("Q22", Q22, "RCP|I")).isInstanceOf(Unusable.class);
    assertThat(read("Q22", Q22 + "@PID.11.3^Town", "RCP|I")).isInstanceOf(Unusable.class);
    assertThat(read("Q11", "QPD|Z34^x^CDCPHINVS|T1||Moore^Hans", "RCP|I"))
        .isInstanceOf(Unusable.class);
    assertThat(read("Q23", "QPD|IHE PIX Query|T1|", "RCP|I")).isInstanceOf(Unusable.class);
    assertThat(read("Q22", "PID|1", "RCP|I")).isInstanceOf(Unusable.class);
    assertThat(read("Q99", Q22 + "@PID.3.1^4711", "RCP|I")).isInstanceOf(Unusable.class);
  }

  @Test
  void otherNumbersAreAskedForByAuthority() {
    FindIdentifiers asked =
        (FindIdentifiers)
            read("Q23", "QPD|IHE PIX Query|T1|4711^^^HOSP^MR|^^^LAB~^^^&1.2.3&ISO", "RCP|I");
    assertThat(asked.known().getSystem()).isEqualTo(AUTHORITY + "HOSP");
    assertThat(asked.systems()).containsExactly(AUTHORITY + "LAB", "urn:oid:1.2.3");
  }

  @Test
  void aHistoryIsAskedForByNameAndBirth() {
    ImmunizationHistory asked =
        (ImmunizationHistory)
            read(
                "Q11",
                "QPD|Z34^Request Immunization History^CDCPHINVS|T1||Moore^Hans^^^^^L|Doe^^^^^^M|20150412|M",
                "RCP|I|5^RD");
    assertThat(asked.wanted().birthDate()).isEqualTo("2015-04-12");
    assertThat(asked.wanted().gender()).isEqualTo("male");
  }

  @Test
  void eachPatientIsAPidOfTheResponse() {
    String text =
        reply(
            read("Q22", Q22 + "@PID.5.1^Moore", "RCP|I"),
            new Found(List.of(moore("1"), moore("2")), List.of(), reference -> Optional.empty()));
    assertThat(text)
        .contains(
            "|RSP^K22^RSP_K21|A1|P|2.5.1",
            "\rMSA|AA|Q1\rQAK|T1|OK|IHE PDQ Query|2|2|0\rQPD|IHE PDQ Query|T1|x\r",
            "\rPID|1||1^^^HOSP||Moore^Hans||19380224|M\rQRI||1\rPID|2||2^^^HOSP");
  }

  @Test
  void nobodyFoundIsAnAnswerToo() {
    String text = reply(read("Q22", Q22 + "@PID.5.1^Moore", "RCP|I"), nobody());
    assertThat(text).contains("\rMSA|AA|Q1\rQAK|T1|NF|").doesNotContain("PID|");
  }

  @Test
  void anUnknownKeyIsAnErrorOfAPixQuery() {
    String text = reply(read("Q23", "QPD|IHE PIX Query|T1|9^^^HOSP", "RCP|I"), nobody());
    assertThat(text).contains("\rMSA|AE|Q1\rERR||QPD^1^3^1^1|204^", "\rQAK|T1|AE|");
  }

  @Test
  void aPixQueryTellsTheOtherNumbersAlone() {
    Patient patient = moore("1");
    patient.addIdentifier().setSystem(AUTHORITY + "LAB").setValue("L7");
    String text =
        reply(
            read("Q23", "QPD|IHE PIX Query|T1|1^^^HOSP", "RCP|I"),
            new Found(List.of(patient), List.of(), reference -> Optional.empty()));
    assertThat(text).contains("|RSP^K23^RSP_K23|", "\rPID|||L7^^^LAB||~^^^^^^S\r");
    assertThat(text).doesNotContain("Moore");
  }

  @Test
  void aHistoryIsToldOfOnePatientAndOnlyTheNamesOfSeveral() {
    Immunization given = new Immunization().setStatus(ImmunizationStatus.COMPLETED);
    given.setId("i1");
    given.setOccurrence(new DateTimeType("2020-05-01"));
    given.setVaccineCode(
        new CodeableConcept(new Coding("http://hl7.org/fhir/sid/cvx", "141", "Influenza")));
    Question asked = read("Q11", "QPD|Z34^x^CDCPHINVS|T1|1^^^HOSP", "RCP|I");
    String one =
        reply(asked, new Found(List.of(moore("1")), List.of(given), reference -> Optional.empty()));
    assertThat(one)
        .contains(
            "|UNICODE UTF-8|||Z32^CDCPHINVS\r", "\rORC|RE||i1\r", "\rRXA|0|1|20200501||141^Influ");
    String several =
        reply(
            asked,
            new Found(List.of(moore("1"), moore("2")), List.of(), reference -> Optional.empty()));
    assertThat(several).contains("|||Z31^CDCPHINVS\r").doesNotContain("RXA|");
    assertThat(reply(asked, nobody())).contains("|||Z33^CDCPHINVS\r", "\rQAK|T1|NF|");
  }

  @Test
  void whatCannotBeAnsweredSaysWhere() {
    assertThat(reply(new Unusable("QPD-3", "Nothing"), nobody()))
        .contains("\rMSA|AE|Q1\rERR||QPD^1^3|207^Nothing^HL70357|E\r");
  }

  private static Found nobody() {
    return new Found(List.of(), List.of(), reference -> Optional.empty());
  }

  private static Patient moore(String number) {
    Patient patient = new Patient();
    patient.addIdentifier().setSystem(AUTHORITY + "HOSP").setValue(number);
    patient.addName().setFamily("Moore").addGiven("Hans");
    patient.setBirthDateElement(new DateType("1938-02-24")).setGender(AdministrativeGender.MALE);
    return patient;
  }

  private static String reply(Question question, Found found) {
    Letter letter =
        new Letter(
            new Party("MORTAR", "PHARM"), new Party("EHR", "HOSP"), "A1", Instant.EPOCH, true);
    Echo echo = new Echo("Q1", "QPD|IHE PDQ Query|T1|x", "T1", "IHE PDQ Query");
    return Replies.write(letter, echo, question, found).text();
  }

  private static Question read(String trigger, String qpd, String rcp) {
    String text =
        "MSH|^~\\&|EHR|HOSP|MORTAR|PHARM|20260302103000||QBP^"
            + trigger
            + "|Q1|P|2.5.1\r"
            + qpd
            + '\r'
            + rcp
            + '\r';
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return QuestionReader.read(new RawMessage("", bytes, Instant.EPOCH), SenderProfile.UNKNOWN);
  }
}
