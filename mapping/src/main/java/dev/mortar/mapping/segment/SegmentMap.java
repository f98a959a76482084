package dev.mortar.mapping.segment;

import dev.mortar.mapping.Entries;
import dev.mortar.mapping.MappingIssue.Code;
import dev.mortar.mapping.MappingIssue.Severity;
import dev.mortar.mapping.datatype.Converter;
import dev.mortar.mapping.datatype.Mapping;
import dev.mortar.mapping.text.Segment;
import dev.mortar.mapping.text.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/**
 * The rows from one segment to one resource (or a part of one), in order. A map is a value: the
 * engine runs it, the conformance page and the trace read it.
 *
 * @param <R> what the rows fill
 */
public final class SegmentMap<R> {
  private static final List<String> CHOICES =
      List.of(
          "value",
          "effective",
          "deceased",
          "multipleBirth",
          "onset",
          "occurrence",
          "performed",
          "abatement",
          "medication");

  private final String name;
  private final String segment;
  private final String type;
  private final List<Row<R>> rows = new ArrayList<>();

  private SegmentMap(String name, String type) {
    this.name = name;
    this.segment = name.substring(0, name.indexOf('['));
    this.type = type;
  }

  /**
   * @param name of the official map, {@code PID[Patient]}
   * @param type the FHIR path of what is filled, for the trace
   */
  public static <R> SegmentMap<R> of(String name, String type) {
    return new SegmentMap<>(name, type);
  }

  public String name() {
    return name;
  }

  public List<Row<R>> rows() {
    return List.copyOf(rows);
  }

  /** All rows of another map of the same segment. */
  public SegmentMap<R> with(SegmentMap<R> other) {
    rows.addAll(other.rows);
    return this;
  }

  /** A field, of whose repetitions only the first is used. */
  public <T> SegmentMap<R> one(
      int field, String attribute, Converter<T> converter, BiConsumer<R, T> setter) {
    return one(field, attribute, segment -> true, converter, setter);
  }

  /** The same under a condition, which is the official row's or says so in a comment. */
  public <T> SegmentMap<R> one(
      int field,
      String attribute,
      Predicate<Segment> condition,
      Converter<T> converter,
      BiConsumer<R, T> setter) {
    String element = removable(attribute);
    return add(
        field,
        attribute,
        "",
        (segment, resource, mapping) ->
            condition.test(segment)
                && put(
                    segment.field(field).repetition(1),
                    element,
                    converter,
                    setter,
                    resource,
                    mapping));
  }

  /** A field, each of whose repetitions is used. */
  public <T> SegmentMap<R> each(
      int field, String attribute, Converter<T> converter, BiConsumer<R, T> setter) {
    String element = removable(attribute);
    return add(
        field,
        attribute,
        "",
        (segment, resource, mapping) -> {
          Value whole = segment.field(field);
          boolean reached = false;
          int count = whole.repetitions();
          for (int i = 1; i <= count; i++) {
            reached |= put(whole.repetition(i), element, converter, setter, resource, mapping);
          }
          return reached;
        });
  }

  /** What no converter of one field can do. */
  SegmentMap<R> step(int field, String attribute, Row.Step<R> step) {
    return add(field, attribute, "", step);
  }

  /** Makes the row before this one ours. */
  public SegmentMap<R> ours(String reason) {
    Row<R> last = rows.removeLast();
    String id = "ours: " + last.id();
    rows.add(new Row<>(id, last.target(), reason, last.step()));
    return this;
  }

  /** Runs all rows. Never throws for the content of the segment. */
  public void apply(Segment segment, R resource, Mapping mapping) {
    for (Row<R> row : rows) {
      int mark = mapping.message().uses().mark();
      if (row.step().run(segment, resource, mapping)) {
        mapping.keep(mark, row.id(), row.target());
      } else {
        mapping.message().uses().forget(mark);
      }
    }
  }

  private SegmentMap<R> add(int field, String attribute, String reason, Row.Step<R> step) {
    String id = name + " " + segment + (field == 0 ? "" : "-" + field) + " => " + attribute;
    rows.add(new Row<>(id, target(attribute), reason, step));
    return this;
  }

  private static <T, R> boolean put(
      Value value,
      String element,
      Converter<T> converter,
      BiConsumer<R, T> setter,
      R resource,
      Mapping mapping) {
    if (value.isEmpty()) {
      return false;
    }
    if (value.isDeletion()) {
      return delete(value, element, resource, mapping);
    }
    int mark = mapping.message().uses().mark();
    @Nullable T converted = converter.convert(value, mapping);
    if (converted == null) {
      mapping.message().uses().forget(mark);
      return false;
    }
    setter.accept(resource, converted);
    return true;
  }

  /** For steps: true if the field asks for the removal of an element, which is then marked. */
  static boolean isDeleted(Value field, String element, Resource resource, Mapping mapping) {
    return field.isDeletion() && delete(field, element, resource, mapping);
  }

  private static boolean delete(Value value, String element, Object resource, Mapping mapping) {
    if (resource instanceof Resource whole && !element.isEmpty()) {
      Entries.markDeleted(whole, element);
      mapping.message().use(value);
      return true;
    }
    mapping.report(
        Severity.WARNING, Code.NOT_MAPPED, value, "Removal of this value alone is not supported");
    return false;
  }

  /** {@code Patient.name} of {@code name[1]}. */
  private String target(String attribute) {
    StringBuilder path = new StringBuilder(type).append('.');
    boolean index = false;
    for (int i = 0; i < attribute.length(); i++) {
      char c = attribute.charAt(i);
      if (c == '(') {
        break;
      }
      index = c == '[' || index && c != ']';
      if (!index && c != ']') {
        path.append(c);
      }
    }
    return path.toString();
  }

  /**
   * The element that {@code ""} removes, as {@code value[x]} for a choice; empty if the row fills
   * only a part of one, which cannot be removed alone.
   */
  private String removable(String attribute) {
    int end = 0;
    while (end < attribute.length() && Character.isLetter(attribute.charAt(end))) {
      end++;
    }
    String first = attribute.substring(0, end);
    int dot = attribute.indexOf('.');
    if (dot > 0 && Entries.isNested(type, first)) {
      return first + attribute.substring(dot);
    }
    boolean part = dot > 0 && !attribute.equals("communication.language");
    if (part || first.equals("extension") || attribute.indexOf('(') > 0) {
      return "";
    }
    for (String choice : CHOICES) {
      if (first.startsWith(choice) && first.length() > choice.length()) {
        return choice + "[x]";
      }
    }
    return first;
  }
}
