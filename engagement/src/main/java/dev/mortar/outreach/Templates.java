package dev.mortar.outreach;

import dev.mortar.directory.Pharmacies;
import dev.mortar.directory.Settings;
import dev.mortar.ig.Canonicals;
import dev.mortar.ig.Codes.BasicType;
import dev.mortar.outreach.channel.Medium;
import dev.mortar.store.Expressions;
import dev.mortar.store.Parts;
import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.StringLoader;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Patient;

/**
 * Writes messages from the stored templates. A template sees only the texts of its own variables:
 * no object, so no method to call.
 */
final class Templates {
  private static final String FALLBACK_LANGUAGE = "en";

  /** A finished text. */
  record Text(String subject, String body) {}

  private final Settings settings;
  private final Expressions expressions;
  private final Pharmacies pharmacies;
  private final PebbleEngine pebble =
      new PebbleEngine.Builder()
          .loader(new StringLoader())
          .autoEscaping(false)
          .strictVariables(true)
          .methodAccessValidator((object, method) -> false)
          .build();

  Templates(Settings settings, Expressions expressions, Pharmacies pharmacies) {
    this.settings = settings;
    this.expressions = expressions;
    this.pharmacies = pharmacies;
  }

  /**
   * Empty if there is no such template for the medium, in the language or in English.
   *
   * @param about the resource that the template's paths start from
   */
  Optional<Text> write(String name, Medium medium, Addressee to, DomainResource about) {
    var language = to.language();
    return find(name, medium, language.getLanguage())
        .or(() -> find(name, medium, FALLBACK_LANGUAGE))
        .map(template -> write(template, to.patient(), about));
  }

  private Optional<Parts> find(String name, Medium medium, String language) {
    return settings.parts(BasicType.MESSAGE_TEMPLATE, Canonicals.EXT_TEMPLATE_CONTENT).stream()
        .filter(parts -> is(parts, "name", name))
        .filter(parts -> is(parts, "channel", medium.code()))
        .filter(parts -> is(parts, "language", language))
        .findFirst();
  }

  private Text write(Parts template, Patient patient, DomainResource about) {
    var locale = Locale.forLanguageTag(template.required("language"));
    var variables = variables(template, patient, about, locale);
    var subject = template.text("subject").map(text -> fill(text, variables, locale)).orElse("");
    return new Text(subject, fill(template.required("body"), variables, locale));
  }

  private Map<String, Object> variables(
      Parts template, Patient patient, DomainResource about, Locale locale) {
    var pharmacy = pharmacies.location(Optional.empty());
    Map<String, List<Base>> constants =
        Map.of("patient", List.of(patient), "pharmacy", List.copyOf(pharmacy.stream().toList()));
    var variables = new HashMap<String, Object>();
    for (var variable : template.all("variable")) {
      var value = expressions.first(about, variable.required("path"), constants);
      variables.put(
          variable.required("name"),
          value.map(found -> shown(found, pharmacies.zone(patient), locale)).orElse(""));
    }
    return variables;
  }

  /** A moment becomes its date and time in the patient's words; everything else a text. */
  private static Object shown(Base value, ZoneId zone, Locale locale) {
    if (value instanceof BaseDateTimeType moment && moment.hasTime()) {
      var local = moment.getValue().toInstant().atZone(zone);
      var date = DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL).withLocale(locale);
      var time = DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT).withLocale(locale);
      // Newer Java writes a narrow no-break space before AM, which would make the SMS UCS-2.
      var hour = local.format(time).replace('\u202f', ' ');
      return Map.of("date", local.format(date), "time", hour);
    }
    return value.isPrimitive() ? value.primitiveValue() : "";
  }

  private String fill(String template, Map<String, Object> variables, Locale locale) {
    var writer = new StringWriter();
    try {
      pebble.getTemplate(template).evaluate(writer, variables, locale);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return writer.toString().strip();
  }

  private static boolean is(Parts parts, String part, String value) {
    return parts.text(part).filter(value::equals).isPresent();
  }
}
