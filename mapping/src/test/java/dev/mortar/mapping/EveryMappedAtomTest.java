package dev.mortar.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import dev.mortar.mapping.text.Fate;
import dev.mortar.mapping.text.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An atom may count as mapped only if the bundle would be another one with another value there.
 * Some atoms only repeat what would hold without them, so leaving them out proves nothing; one of
 * the other values must then show.
 */
final class EveryMappedAtomTest {
  private static final List<String> OTHER_VALUES =
      List.of("", "9", "X", "C", "WPN", "CP", "20270101", "Complete", "RE", "CA");

  /** The alias table finds the UCUM code of a common unit also where the system is not named. */
  private static final Pattern NAMED_ANYWAY =
      Pattern.compile("OBX.*-6\\.3|TQ1.*-6\\.2\\.3|RXA.*-7\\.3");

  private static final IParser JSON = FhirContext.forR4Cached().newJsonParser();

  private final Mapper mapper = Mapper.standard();

  @ParameterizedTest
  @MethodSource("stories")
  void theBundleChangesWithEveryMappedAtom(Path story) throws IOException {
    byte[] bytes = Files.readAllBytes(story);
    String bundle = bundle(bytes);
    List<String> unproved = new ArrayList<>();

    List<int[]> atoms = atoms(bytes);
    List<AtomTrace> traces = mapper.trace(raw(bytes));

    assertThat(atoms).hasSameSizeAs(traces);
    for (int i = 0; i < atoms.size(); i++) {
      AtomTrace trace = traces.get(i);
      int[] atom = atoms.get(i);
      boolean proved =
          NAMED_ANYWAY.matcher(trace.path()).matches()
              || OTHER_VALUES.stream()
                  .anyMatch(other -> !bundle(replaced(bytes, atom, other)).equals(bundle));
      if (trace.fate() == Fate.MAPPED && !proved) {
        unproved.add(trace.path() + " by " + trace.row());
      }
    }
    assertThat(unproved).isEmpty();
  }

  static Stream<Path> stories() throws IOException {
    return GoldenPairsTest.messages();
  }

  /** Start and end of each atom. */
  private static List<int[]> atoms(byte[] bytes) {
    Message message = Message.parse(bytes, StandardCharsets.UTF_8).orElseThrow();
    List<int[]> atoms = new ArrayList<>();
    message.atoms(
        (segment, offset) -> {
          int end = offset;
          while (end < bytes.length && "|^~&\r".indexOf(bytes[end]) < 0) {
            end++;
          }
          atoms.add(new int[] {offset, end});
        });
    return atoms;
  }

  private static byte[] replaced(byte[] bytes, int[] atom, String other) {
    byte[] value = other.getBytes(StandardCharsets.UTF_8);
    byte[] changed = Arrays.copyOf(bytes, bytes.length - (atom[1] - atom[0]) + value.length);
    System.arraycopy(value, 0, changed, atom[0], value.length);
    System.arraycopy(bytes, atom[1], changed, atom[0] + value.length, bytes.length - atom[1]);
    return changed;
  }

  private String bundle(byte[] bytes) {
    return JSON.encodeResourceToString(mapper.map(raw(bytes)).bundle());
  }

  private static RawMessage raw(byte[] bytes) {
    return new RawMessage("1", bytes, Instant.EPOCH);
  }
}
