package dev.mortar.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All messages of {@code src/samples} that are mapped, to be sent under control ids of our own. */
final class Samples {
  private static final Path FOLDER = Path.of("../samples");

  /** Kinds that have no sample of their own, each made of one that has the same structure. */
  private static final Map<String, String> ALIKE =
      Map.of(
          "ADT^A10", "ADT^A11",
          "ADT^A28", "ADT^A31",
          "ADT^A34", "ADT^A18",
          "MDM^T01", "MDM^T02",
          "RDE^O25", "RDE^O11");

  private Samples() {}

  /**
   * The messages of each story in their order, which must be kept; no two of all have one control
   * id.
   *
   * @param run begins the control ids
   */
  static List<List<String>> stories(String run) {
    var stories = new ArrayList<List<String>>();
    Map<String, String> byType = new LinkedHashMap<>();
    int number = 0;
    for (List<String> story : read()) {
      var renamed = new ArrayList<String>();
      for (String message : story) {
        byType.putIfAbsent(new Hl7Text(message).type(), message);
        renamed.add(renamed(message, run + "S" + number++));
      }
      stories.add(renamed);
    }
    for (Map.Entry<String, String> alike : ALIKE.entrySet()) {
      String message = byType.get(alike.getValue());
      if (message == null) {
        throw new AssertionError("no sample is a " + alike.getValue());
      }
      stories.add(
          List.of(renamed(retyped(message, alike.getKey(), alike.getValue()), run + "S" + number)));
      number++;
    }
    return stories;
  }

  private static List<List<String>> read() {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      Map<Path, List<String>> byFolder = new LinkedHashMap<>();
      List<Path> all =
          files
              .filter(file -> file.toString().endsWith(".hl7"))
              .sorted(Comparator.naturalOrder())
              .toList();
      for (Path file : all) {
        var message = new Hl7Text(Files.readString(file, StandardCharsets.UTF_8));
        if (!message.type().startsWith("ACK")) {
          byFolder
              .computeIfAbsent(file.getParent(), folder -> new ArrayList<>())
              .add(message.text());
        }
      }
      return List.copyOf(byFolder.values());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Without the wish for two acknowledgements, as its sender here waits for one. */
  private static String renamed(String message, String controlId) {
    var renamed = new Hl7Text(message).with("MSH", 10, controlId);
    for (int field : new int[] {15, 16}) {
      if (!renamed.field("MSH", field).isEmpty()) {
        renamed = renamed.with("MSH", field, "");
      }
    }
    return renamed.text();
  }

  private static String retyped(String message, String type, String from) {
    String trigger = type.substring(4);
    return message.replace(from, type).replace("EVN|" + from.substring(4), "EVN|" + trigger);
  }
}
