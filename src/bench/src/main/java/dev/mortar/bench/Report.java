package dev.mortar.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a run found.
 *
 * @param facts machine, commit, and under which conditions the figures hold
 */
record Report(Map<String, String> facts, List<Row> rows, List<String> errors) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final MathContext FOUR_DIGITS = new MathContext(4);

  String table() {
    var text = new StringBuilder();
    facts.forEach((name, value) -> text.append(name).append(": ").append(value).append('\n'));
    text.append(line("", "unit", "mortar", "stock", "ratio"));
    for (Row row : rows) {
      text.append(
          line(row.name(), row.unit(), of(row.mortar()), of(row.stock()), of(row.ratio()) + "x"));
    }
    errors.forEach(error -> text.append("! ").append(error).append('\n'));
    return text.toString();
  }

  void write(Path file) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    facts.forEach(root::put);
    var list = root.putArray("rows");
    for (Row row : rows) {
      list.addObject()
          .put("name", row.name())
          .put("unit", row.unit())
          .put("mortar", rounded(row.mortar()))
          .put("stock", rounded(row.stock()))
          .put("ratio", rounded(row.ratio()));
    }
    var wrong = root.putArray("errors");
    errors.forEach(wrong::add);
    Files.createDirectories(file.toAbsolutePath().getParent());
    JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), root);
  }

  private static String line(String name, String unit, String mortar, String stock, String ratio) {
    return String.format(
        Locale.ROOT, "%-73s %-16s %10s %10s %8s%n", name, unit, mortar, stock, ratio);
  }

  private static String of(double value) {
    return rounded(value).toPlainString();
  }

  /** Four digits say more than a run repeats. */
  private static BigDecimal rounded(double value) {
    return Double.isFinite(value)
        ? new BigDecimal(new BigDecimal(value).round(FOUR_DIGITS).toPlainString())
        : BigDecimal.ZERO;
  }
}
