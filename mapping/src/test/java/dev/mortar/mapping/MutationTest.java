package dev.mortar.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.mapping.text.Fate;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever arrives, the mapper answers and accounts for it. Seeded, so that a failure repeats. */
final class MutationTest {
  private static final List<String> SOURCES =
      List.of(
          Messages.results(4),
          Messages.admission(),
          Messages.appointment(),
          Messages.merge(),
          Messages.pharmacy(),
          Messages.vaccination(),
          Messages.document());
  private static final byte[] SPECIAL =
      "|^~\\&\r\n\"<>-+.:0Zé MSH OBX \u000b\u001c".getBytes(StandardCharsets.UTF_8);

  private final Mapper mapper = Mapper.standard();

  @Test
  void noMutationMakesTheMapperThrowOrLoseAnAtom() {
    Random random = new Random(20261122);
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = mutate(SOURCES.get(round % SOURCES.size()), random);
      RawMessage message = new RawMessage("m" + round, bytes, Instant.EPOCH);

      Mapped mapped = mapper.map(message);

      assertThat(mapped.coverage().lost()).isZero();
      assertThat(mapped.bundle().getEntry().isEmpty())
          .isEqualTo(
              mapped.status() == Mapped.Status.REJECTED
                  || mapped.status() == Mapped.Status.UNMAPPED);
      if (round % 50 == 0) {
        long kept = mapper.trace(message).stream().filter(atom -> atom.fate() == Fate.KEPT).count();
        assertThat(kept).isEqualTo(mapped.coverage().kept());
      }
    }
  }

  private static byte[] mutate(String source, Random random) {
    byte[] bytes = source.getBytes(StandardCharsets.UTF_8);
    int changes = 1 + random.nextInt(12);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(5)) {
        case 0 -> bytes[at] = SPECIAL[random.nextInt(SPECIAL.length)];
        case 1 -> bytes[at] = (byte) random.nextInt(256);
        case 2 -> bytes = without(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(40)));
        case 3 -> bytes = doubled(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(80)));
        default -> bytes[at] = '|';
      }
      if (bytes.length == 0) {
        return bytes;
      }
    }
    return bytes;
  }

  private static byte[] without(byte[] bytes, int from, int to) {
    byte[] shorter = new byte[bytes.length - (to - from)];
    System.arraycopy(bytes, 0, shorter, 0, from);
    System.arraycopy(bytes, to, shorter, from, bytes.length - to);
    return shorter;
  }

  private static byte[] doubled(byte[] bytes, int from, int to) {
    byte[] longer = new byte[bytes.length + (to - from)];
    System.arraycopy(bytes, 0, longer, 0, to);
    System.arraycopy(bytes, from, longer, to, bytes.length - from);
    return longer;
  }
}
