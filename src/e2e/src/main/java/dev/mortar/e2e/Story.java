package dev.mortar.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The messages of one folder of samples, in order.
 *
 * @param name the folder's name
 */
public record Story(String name, List<Hl7Text> messages) {
  /** Fields whose value names an order or an appointment, so that each telling is a new one. */
  private static final List<String> NUMBERS = List.of("OBR-2", "OBR-3", "SCH-1", "SCH-2");

  public static List<Story> all(Path folder) throws IOException {
    var stories = new ArrayList<Story>();
    for (Path story : sorted(folder)) {
      if (Files.isDirectory(story)) {
        var messages = new ArrayList<Hl7Text>();
        for (Path file : sorted(story)) {
          if (file.toString().endsWith(".hl7")) {
            messages.add(new Hl7Text(Files.readString(file)));
          }
        }
        if (!messages.isEmpty()) {
          stories.add(new Story(story.getFileName().toString(), messages));
        }
      }
    }
    return stories;
  }

  public static Story of(Path samples, String name) throws IOException {
    return all(samples).stream()
        .filter(story -> story.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /**
   * The story as if its last message were made now, with control ids, order and appointment numbers
   * that end in {@code run}.
   */
  public Story told(String run, Clock clock) {
    Hl7Text last = messages.getLast();
    Duration by =
        Duration.between(last.made(), LocalDateTime.ofInstant(clock.instant(), zone(last)));
    Set<String> numbers = new TreeSet<>();
    messages.forEach(message -> numbers.addAll(numbersOf(message)));
    var told = new ArrayList<Hl7Text>();
    for (Hl7Text message : messages) {
      Hl7Text moved = message.moved(by);
      for (String number : numbers) {
        moved =
            new Hl7Text(moved.text().replaceAll("(?<=[|~])" + number + "(?=[|^~])", number + run));
      }
      told.add(moved.with("MSH", 10, message.controlId() + run));
    }
    return new Story(name, told);
  }

  /** A time without an offset is the sender's local time, which for a sample is this machine's. */
  private static ZoneId zone(Hl7Text message) {
    String made = message.field("MSH", 7);
    return made.matches(".*[+-]\\d{4}")
        ? ZoneOffset.of(made.substring(made.length() - 5))
        : ZoneId.systemDefault();
  }

  private static List<String> numbersOf(Hl7Text message) {
    return NUMBERS.stream()
        .map(path -> message.field(path.substring(0, 3), path.charAt(4) - '0').split("\\^", -1)[0])
        .filter(number -> number.matches("[\\w.-]{3,}"))
        .toList();
  }

  private static List<Path> sorted(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
