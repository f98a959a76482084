package dev.mortar.mapping;

import dev.mortar.mapping.Question.Unusable;
import dev.mortar.mapping.Question.Wanted;
import dev.mortar.mapping.datatype.Authorities;
import dev.mortar.mapping.datatype.Codes;
import dev.mortar.mapping.datatype.Identifiers;
import dev.mortar.mapping.datatype.Mapping;
import dev.mortar.mapping.sender.SenderProfile;
import dev.mortar.mapping.table.CodeTable;
import dev.mortar.mapping.text.Message;
import dev.mortar.mapping.text.Segment;
import dev.mortar.mapping.text.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Identifier;
import org.jspecify.annotations.Nullable;

/** Reads QPD and RCP. Never throws for the content of a message. */
public final class QuestionReader {
  private static final int MOST = 50;
  private static final CodeTable SEX = CodeTable.named("administrative-sex");

  /** {@code @PID.5.1} or {@code @PID.5.1.1}: a field with its component and subcomponent. */
  private static final Pattern PARAMETER = Pattern.compile("@?PID\\.(\\d+)(?:\\.(\\d+))?.*");

  private static final Pattern DATE = Pattern.compile("([0-9]{4})(?:([0-9]{2})([0-9]{2})?)?");

  private QuestionReader() {}

  /** Whether a message of this type asks something that is answered at once. */
  public static boolean asks(String type) {
    return type.startsWith("QBP^");
  }

  public static Question read(RawMessage raw, SenderProfile sender) {
    Optional<Message> message = Message.parse(raw.bytes(), sender.charset());
    Optional<Segment> qpd = message.flatMap(found -> found.first("QPD"));
    if (qpd.isEmpty()) {
      return new Unusable("QPD", "There is no query parameter definition");
    }
    Heading heading = Heading.of(message.get());
    Mapping mapping = new Mapping(raw, message.get(), heading, sender);
    return switch (heading.type()) {
      case "QBP^Q22" -> patients(qpd.get(), limit(message.get()), mapping);
      case "QBP^Q23" -> identifiers(qpd.get(), mapping);
      case "QBP^Q11" -> history(qpd.get(), mapping);
      default -> new Unusable("MSH-9", "Only Q11, Q22 and Q23 are answered");
    };
  }

  private static Question patients(Segment qpd, int limit, Mapping mapping) {
    Map<String, Value> parameters = parameters(qpd.field(3));
    List<Identifier> identifiers = new ArrayList<>();
    Value number = parameters.get("3.1");
    if (number != null) {
      identifiers.add(identifier(number, parameters.get("3.4"), mapping));
    }
    Wanted wanted =
        new Wanted(
            identifiers,
            text(parameters, "5.1"),
            text(parameters, "5.2"),
            date(text(parameters, "7.1")),
            sex(text(parameters, "8.1"), mapping));
    return wanted.isEmpty()
        ? new Unusable("QPD-3", "No parameter by which patients are found: PID-3, 5, 7 or 8")
        : new Question.FindPatients(wanted, limit);
  }

  /** The authority is a parameter of its own here, so its name alone makes the system. */
  private static Identifier identifier(Value number, @Nullable Value authority, Mapping mapping) {
    Identifier identifier = new Identifier().setValue(number.text());
    if (authority != null && authority.isValued()) {
      identifier.setSystem(Authorities.system(authority, "patient", mapping));
    }
    return identifier;
  }

  /** The value of a parameter is the second component of its repetition. */
  private static Map<String, Value> parameters(Value field) {
    Map<String, Value> parameters = new HashMap<>();
    for (int i = 1; i <= field.repetitions(); i++) {
      Value parameter = field.repetition(i);
      Matcher name = PARAMETER.matcher(parameter.component(1).peek());
      if (name.matches()) {
        String component = name.group(2) == null ? "1" : name.group(2);
        parameters.putIfAbsent(name.group(1) + "." + component, parameter.component(2));
      }
    }
    return parameters;
  }

  private static Question identifiers(Segment qpd, Mapping mapping) {
    Identifier known = Identifiers.cx("patient").convert(qpd.field(3), mapping);
    if (known == null) {
      return new Unusable("QPD-3", "No patient identifier");
    }
    List<String> systems = new ArrayList<>();
    Value domains = qpd.field(4);
    for (int i = 1; i <= domains.repetitions(); i++) {
      Value domain = domains.repetition(i).component(4);
      if (domain.isValued()) {
        systems.add(Authorities.system(domain, "patient", mapping));
      }
    }
    return new Question.FindIdentifiers(known, systems);
  }

  private static Question history(Segment qpd, Mapping mapping) {
    List<Identifier> identifiers = new ArrayList<>();
    Value numbers = qpd.field(3);
    for (int i = 1; i <= numbers.repetitions(); i++) {
      Identifier one = Identifiers.cx("patient").convert(numbers.repetition(i), mapping);
      if (one != null) {
        identifiers.add(one);
      }
    }
    Wanted wanted =
        new Wanted(
            identifiers,
            qpd.field(4).component(1).text(),
            qpd.field(4).component(2).text(),
            date(qpd.field(6).text()),
            sex(qpd.field(7).text(), mapping));
    return wanted.isPrecise()
        ? new Question.ImmunizationHistory(wanted)
        : new Unusable("QPD-3", "Neither a patient identifier nor name and date of birth");
  }

  /** RCP-2, at most what one answer may hold. */
  private static int limit(Message message) {
    String quantity = message.first("RCP").map(rcp -> rcp.field(2).component(1).peek()).orElse("");
    return quantity.matches("[0-9]{1,6}") ? Math.clamp(Integer.parseInt(quantity), 1, MOST) : MOST;
  }

  private static String text(Map<String, Value> parameters, String name) {
    Value value = parameters.get(name);
    return value == null ? "" : value.text();
  }

  /** The day, the month or the year, as far as it is said; what is no date says nothing. */
  private static String date(String digits) {
    Matcher parts = DATE.matcher(digits);
    if (!parts.lookingAt()) {
      return "";
    }
    String month = parts.group(2) == null ? "" : "-" + parts.group(2);
    String day = parts.group(3) == null ? "" : "-" + parts.group(3);
    return parts.group(1) + month + day;
  }

  private static String sex(String code, Mapping mapping) {
    return Codes.lookup(SEX, code, mapping).map(CodeTable.Code::target).orElse("");
  }
}
