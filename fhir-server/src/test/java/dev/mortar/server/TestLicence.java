package dev.mortar.server;

import java.time.LocalDate;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Practitioner;

/** People of the tests with a licence that is plainly made up. */
public final class TestLicence {
  /** What makes an active practitioner with a licence without end of {@code {…}}. */
  public static final String JSON =
      """
      "active":true,"qualification":[{"identifier":[{"system":"https://example.org/licences",\
      "value":"TEST-0001"}],"code":{"text":"Test licence"},\
      "issuer":{"display":"Test board of pharmacy"},"period":{"start":"2020-01-01"}}]""";

  private TestLicence() {}

  /** Not stored yet; the licence holds for a year. */
  public static Practitioner holder(String id) {
    var holder = new Practitioner();
    holder.setId(id);
    return with(holder, LocalDate.now().plusYears(1));
  }

  /**
   * @param last the last day
   */
  public static Practitioner with(Practitioner holder, LocalDate last) {
    var licence = holder.addQualification();
    licence.addIdentifier().setSystem("https://example.org/licences").setValue("TEST-0001");
    licence.getCode().setText("Test licence");
    licence.getIssuer().setDisplay("Test board of pharmacy");
    licence
        .getPeriod()
        .setStartElement(new DateTimeType("2020-01-01"))
        .setEndElement(new DateTimeType(last.toString()));
    return holder;
  }
}
