package dev.mortar.mapping.cli;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import dev.mortar.mapping.Mapped;
import dev.mortar.mapping.Mapper;
import dev.mortar.mapping.RawMessage;
import dev.mortar.mapping.sender.SenderProfile;
import dev.mortar.mapping.sender.SenderProfileReader;
import dev.mortar.mapping.sender.SenderProfiles;
import dev.mortar.mapping.text.Batch;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code MapCommand FILE [PROFILES]}: prints one line of JSON for each message of a file, or of all
 * files below a folder. {@code PROFILES} is a folder of sender profiles.
 */
public final class MapCommand {
  private final Mapper mapper;
  private final IParser parser;
  private final Clock clock;
  private final PrintStream out;

  MapCommand(Mapper mapper, Clock clock, PrintStream out) {
    this.mapper = mapper;
    this.parser = FhirContext.forR4Cached().newJsonParser();
    this.clock = clock;
    this.out = out;
  }

  /** Ends with 2 if the file cannot be read. */
  public static void main(String[] args) throws IOException {
    if (args.length < 1 || args.length > 2 || !Files.exists(Path.of(args[0]))) {
      System.err.println("Usage: MapCommand FILE-OR-FOLDER [FOLDER-OF-SENDER-PROFILES]");
      System.exit(2);
    }
    SenderProfiles senders = args.length == 2 ? profiles(Path.of(args[1])) : SenderProfiles.none();
    try (PrintStream out =
        new PrintStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16),
            false,
            StandardCharsets.UTF_8)) {
      new MapCommand(Mapper.with(senders), Clock.systemUTC(), out).run(Path.of(args[0]));
    }
  }

  void run(Path path) throws IOException {
    for (Path file : files(path)) {
      byte[] bytes = Files.readAllBytes(file);
      List<byte[]> messages = Batch.split(bytes);
      if (messages.isEmpty()) {
        map(path, file, 1, bytes);
      }
      int number = 0;
      for (byte[] message : messages) {
        map(path, file, ++number, message);
      }
    }
  }

  private void map(Path root, Path file, int number, byte[] bytes) {
    String name = root.equals(file) ? file.toString() : root.relativize(file).toString();
    Mapped mapped = mapper.map(new RawMessage(name + "#" + number, bytes, clock.instant()));
    out.println(JsonLine.of(name, mapped, parser.encodeResourceToString(mapped.bundle())));
  }

  private static List<Path> files(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> walk = Files.walk(path)) {
      return walk.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static SenderProfiles profiles(Path folder) throws IOException {
    List<SenderProfile> profiles = new ArrayList<>();
    for (Path file : files(folder)) {
      try (Reader in = Files.newBufferedReader(file)) {
        profiles.add(SenderProfileReader.read(file.getFileName().toString(), in));
      }
    }
    return SenderProfiles.of(profiles);
  }
}
