package dev.mortar.mapping.outward;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * How one segment is written from one resource: rows of field, where it comes from, and how it is
 * written. The rows are values, so that the documentation can list them.
 */
public final class OutMap<T> {
  private final String segment;
  private final List<OutRow<T>> rows = new ArrayList<>();

  private OutMap(String segment) {
    this.segment = segment;
  }

  /**
   * @param source the FHIR path
   * @param write gives the whole field with its separators, empty for none
   */
  public record OutRow<T>(int field, String source, Function<T, String> write) {}

  static <T> OutMap<T> of(String segment) {
    return new OutMap<>(segment);
  }

  OutMap<T> row(int field, String source, Function<T, String> write) {
    rows.add(new OutRow<>(field, source, write));
    return this;
  }

  public String segment() {
    return segment;
  }

  public List<OutRow<T>> rows() {
    return List.copyOf(rows);
  }

  /** The segment with a return behind it. The first row of a field that gives something wins. */
  String write(T from) {
    TreeMap<Integer, String> fields = new TreeMap<>();
    for (OutRow<T> row : rows) {
      if (fields.getOrDefault(row.field(), "").isEmpty()) {
        fields.put(row.field(), row.write().apply(from));
      }
    }
    List<String> parts = new ArrayList<>();
    int last = fields.isEmpty() ? 0 : fields.lastKey();
    for (int i = 1; i <= last; i++) {
      parts.add(fields.getOrDefault(i, ""));
    }
    return segment + '|' + Out.join(parts, '|') + '\r';
  }
}
