package dev.mortar.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.model.Composite;
import ca.uhn.hl7v2.model.Group;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.model.Primitive;
import ca.uhn.hl7v2.model.Segment;
import ca.uhn.hl7v2.model.Structure;
import ca.uhn.hl7v2.model.Type;
import ca.uhn.hl7v2.model.Varies;
import ca.uhn.hl7v2.parser.GenericModelClassFactory;
import ca.uhn.hl7v2.parser.ParserConfiguration;
import ca.uhn.hl7v2.parser.PipeParser;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;
import dev.mortar.mapping.text.Batch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Our reader and HAPI's generic model see the same atoms in the same order. */
final class OracleTest {
  private static final Path CORPUS = Path.of("..", "..", "shared", "corpus", "hl7v2");

  private final PipeParser oracle = oracle();
  private final Mapper mapper = Mapper.standard();

  @Test
  void ourReaderAgreesWithHapiOnOurOwnMessages() throws IOException {
    for (Path story : GoldenPairsTest.messages().toList()) {
      assertThat(agrees(story.toString(), Files.readAllBytes(story))).isNull();
    }
  }

  @Test
  void ourReaderAgreesWithHapiOnTheCorpus() throws IOException {
    assumeTrue(Files.isDirectory(CORPUS), "There is no corpus at " + CORPUS + ": skipped");
    int agreed = 0;
    int compared = 0;
    List<String> differences = new ArrayList<>();
    try (Stream<Path> files = Files.walk(CORPUS)) {
      for (Path file : files.filter(OracleTest::isMessageFile).sorted().toList()) {
        for (byte[] message : Batch.split(Files.readAllBytes(file))) {
          String difference = agrees(file.getFileName().toString(), message);
          compared++;
          if (difference == null) {
            agreed++;
          } else {
            differences.add(difference);
          }
        }
      }
    }
    System.out.printf("HAPI agrees on %d of %d messages%n", agreed, compared);
    differences.stream().limit(20).forEach(System.out::println);
    assertThat(agreed / (double) compared).isGreaterThan(0.97);
  }

  private static boolean isMessageFile(Path file) {
    String name = file.getFileName().toString();
    return Files.isRegularFile(file)
        && (name.endsWith(".hl7") || name.endsWith(".txt") || name.endsWith(".out"));
  }

  /** Null if both see the same, or if HAPI cannot read the message at all. */
  private @Nullable String agrees(String name, byte[] bytes) {
    List<String> theirs = new ArrayList<>();
    try {
      String text = new String(bytes, StandardCharsets.UTF_8);
      Message message = oracle.parse(text.replace("\r\n", "\r").replace('\n', '\r'));
      collect((Group) message, theirs);
    } catch (HL7Exception e) {
      return null;
    }
    List<String> ours =
        mapper.trace(new RawMessage(name, bytes, Instant.EPOCH)).stream()
            .map(AtomTrace::value)
            .filter(value -> !value.isEmpty() && !value.equals("\"\""))
            .map(OracleTest::plain)
            .toList();
    if (ours.equals(theirs)) {
      return null;
    }
    int at = 0;
    while (at < ours.size() && at < theirs.size() && ours.get(at).equals(theirs.get(at))) {
      at++;
    }
    return name + " at atom " + at + " of " + theirs.size() + " (ours " + ours.size() + ")";
  }

  private static void collect(Group group, List<String> atoms) throws HL7Exception {
    for (String name : group.getNames()) {
      for (Structure structure : group.getAll(name)) {
        if (structure instanceof Segment segment) {
          collect(segment, atoms);
        } else if (structure instanceof Group inner) {
          collect(inner, atoms);
        }
      }
    }
  }

  private static void collect(Segment segment, List<String> atoms) throws HL7Exception {
    boolean header = segment.getName().equals("MSH");
    for (int field = header ? 3 : 1; field <= segment.numFields(); field++) {
      for (Type type : segment.getField(field)) {
        collect(type, atoms);
      }
    }
  }

  private static void collect(Type type, List<String> atoms) throws HL7Exception {
    switch (type) {
      case Varies varies -> collect(varies.getData(), atoms);
      case Composite composite -> {
        for (Type component : composite.getComponents()) {
          collect(component, atoms);
        }
        extra(type, atoms);
      }
      case Primitive primitive -> {
        String value = primitive.getValue();
        if (value != null && !plain(value).isEmpty() && !value.equals("\"\"")) {
          atoms.add(plain(value));
        }
        extra(type, atoms);
      }
      default -> throw new IllegalStateException(type.getName());
    }
  }

  private static void extra(Type type, List<String> atoms) throws HL7Exception {
    for (int i = 0; i < type.getExtraComponents().numComponents(); i++) {
      collect(type.getExtraComponents().getComponent(i), atoms);
    }
  }

  /** Formatting commands are text to HAPI and layout to us. */
  private static String plain(String text) {
    return text.replaceAll("\\\\\\.[a-z]+[+0-9]*\\\\|\\\\[HN]\\\\|[\\s#]+", "").strip();
  }

  private static PipeParser oracle() {
    ParserConfiguration configuration = new ParserConfiguration();
    configuration.setValidating(false);
    configuration.setAllowUnknownVersions(true);
    DefaultHapiContext context =
        new DefaultHapiContext(
            configuration, ValidationContextFactory.noValidation(), new GenericModelClassFactory());
    return context.getPipeParser();
  }
}
