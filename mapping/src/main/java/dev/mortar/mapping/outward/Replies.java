package dev.mortar.mapping.outward;

import dev.mortar.mapping.Question;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Immunization;
import org.hl7.fhir.r4.model.Patient;

/** Writes the RSP that answers a QBP. */
public final class Replies {
  private Replies() {}

  /**
   * What is said back of the question.
   *
   * @param controlId MSH-10 of the question
   * @param qpd its QPD segment, verbatim
   * @param tag QPD-2
   * @param name QPD-1, with its separators
   */
  public record Echo(String controlId, String qpd, String tag, String name) {}

  /**
   * @param immunizations of the patient, if only one was found
   */
  public record Found(
      List<Patient> patients, List<Immunization> immunizations, Surroundings around) {
    public Found {
      patients = List.copyOf(patients);
      immunizations = List.copyOf(immunizations);
    }
  }

  public static Written write(Letter letter, Echo echo, Question question, Found found) {
    return switch (question) {
      case Question.FindPatients asked -> patients(letter, echo, found);
      case Question.FindIdentifiers asked -> identifiers(letter, echo, asked, found);
      case Question.ImmunizationHistory asked -> history(letter, echo, found);
      case Question.Unusable(String path, String why) -> unusable(letter, echo, path, why);
    };
  }

  private static Written patients(Letter letter, Echo echo, Found found) {
    StringBuilder text = head(letter, "RSP^K22^RSP_K21", "", echo, found.patients().size());
    int number = 1;
    for (Patient patient : found.patients()) {
      text.append("PID|").append(number++).append(PatientOut.PID.write(patient).substring(5));
      text.append("QRI||1\r");
    }
    return new Written("RSP^K22", text.toString());
  }

  /** The number that was asked with is no answer; an unknown one is an error by the profile. */
  private static Written identifiers(
      Letter letter, Echo echo, Question.FindIdentifiers asked, Found found) {
    if (found.patients().isEmpty()) {
      return problem(
          letter,
          "RSP^K23^RSP_K23",
          echo,
          "AE",
          "QPD^1^3^1^1",
          "204^Unknown key identifier^HL70357");
    }
    List<Identifier> others = new ArrayList<>();
    for (Patient patient : found.patients()) {
      for (Identifier one : patient.getIdentifier()) {
        boolean same =
            one.getValue().equals(asked.known().getValue())
                && one.getSystem().equals(asked.known().getSystem());
        boolean wanted = asked.systems().isEmpty() || asked.systems().contains(one.getSystem());
        if (!same && wanted) {
          others.add(one);
        }
      }
    }
    StringBuilder text = head(letter, "RSP^K23^RSP_K23", "", echo, others.size());
    if (!others.isEmpty()) {
      text.append("PID|||")
          .append(Out.repetitions(others.stream().map(Types::cx)))
          .append("||~^^^^^^S\r");
    }
    return new Written("RSP^K23", text.toString());
  }

  /** One patient: the history. Several: the candidates. None: nothing but that. */
  private static Written history(Letter letter, Echo echo, Found found) {
    int patients = found.patients().size();
    String profile = patients == 1 ? "Z32" : patients == 0 ? "Z33" : "Z31";
    String type = "RSP^K11^RSP_K11";
    StringBuilder text = head(letter, type, profile + "^CDCPHINVS", echo, patients);
    for (Patient patient : found.patients()) {
      text.append(PatientOut.PID.write(patient));
    }
    if (patients == 1) {
      for (Immunization one : found.immunizations()) {
        text.append(ImmunizationOut.group(letter, one, found.around()));
      }
    }
    return new Written("RSP^K11", text.toString());
  }

  private static Written unusable(Letter letter, Echo echo, String path, String why) {
    String location = path.replace('-', '^').replaceFirst("\\^", "^1^");
    return problem(
        letter, "RSP^K22^RSP_K21", echo, "AE", location, "207^" + Out.text(why) + "^HL70357");
  }

  private static Written problem(
      Letter letter, String type, Echo echo, String code, String location, String error) {
    String text =
        Headers.msh(letter, type)
            + "MSA|"
            + code
            + '|'
            + echo.controlId()
            + '\r'
            + "ERR||"
            + location
            + '|'
            + error
            + "|E\r"
            + "QAK|"
            + echo.tag()
            + '|'
            + code
            + '|'
            + echo.name()
            + '\r'
            + (echo.qpd().isEmpty() ? "" : echo.qpd() + '\r');
    return new Written(type.substring(0, 7), text);
  }

  private static StringBuilder head(
      Letter letter, String type, String profile, Echo echo, int hits) {
    String msh = Headers.msh(letter, type);
    StringBuilder text = new StringBuilder(512);
    text.append(msh, 0, msh.length() - 1);
    if (!profile.isEmpty()) {
      text.append("|||").append(profile);
    }
    text.append('\r');
    text.append("MSA|AA|").append(echo.controlId()).append('\r');
    text.append("QAK|").append(echo.tag()).append(hits == 0 ? "|NF|" : "|OK|");
    text.append(echo.name()).append('|').append(hits).append('|').append(hits).append("|0\r");
    return text.append(echo.qpd()).append('\r');
  }
}
