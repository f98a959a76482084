package dev.mortar.mapping.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A code table from a CSV resource {@code code,target,display,system}. A line that starts with
 * {@code #} is a comment and says where the facts come from.
 */
public final class CodeTable {
  private static final Map<String, CodeTable> LOADED = new ConcurrentHashMap<>();

  private final String name;
  private final Map<String, Code> codes;
  private final Map<String, Code> folded = new LinkedHashMap<>();

  private CodeTable(String name, Map<String, Code> codes) {
    this.name = name;
    this.codes = codes;
    codes.forEach((code, entry) -> folded.putIfAbsent(code.toUpperCase(Locale.ROOT), entry));
  }

  /**
   * @param target the FHIR code, or what the table leads to
   * @param system where the target comes from; empty if the element's binding says so
   */
  public record Code(String code, String target, String display, String system) {}

  /**
   * @param name of a file in this package without its ending
   */
  public static CodeTable named(String name) {
    return LOADED.computeIfAbsent(name, CodeTable::load);
  }

  public String name() {
    return name;
  }

  /** Exactly, else in any case of letters. */
  public Optional<Code> find(String code) {
    Code exact = codes.get(code);
    return exact != null
        ? Optional.of(exact)
        : Optional.ofNullable(folded.get(code.toUpperCase(Locale.ROOT)));
  }

  public Collection<Code> codes() {
    return codes.values();
  }

  private static CodeTable load(String name) {
    try (InputStream in = CodeTable.class.getResourceAsStream(name + ".csv")) {
      if (in == null) {
        throw new IllegalArgumentException("There is no code table " + name);
      }
      return read(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static CodeTable read(String name, String csv) {
    Map<String, Code> codes = new LinkedHashMap<>();
    csv.lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .skip(1)
        .map(CodeTable::cells)
        .forEach(
            cells ->
                codes.put(
                    cells.get(0),
                    new Code(cells.get(0), cells.get(1), cell(cells, 2), cell(cells, 3))));
    return new CodeTable(name, codes);
  }

  private static String cell(List<String> cells, int index) {
    return index < cells.size() ? cells.get(index) : "";
  }

  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString());
    return cells;
  }
}
