package dev.mortar.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.mortar.mapping.text.Batch;
import dev.mortar.mapping.text.Message;
import dev.mortar.mapping.text.Paths;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What no bytes may do to reader and mapper. {@code make fuzz} looks for such bytes, led by
 * coverage; in {@code make test} each that was ever found is tried again.
 */
final class MapperFuzzTest {
  private final Mapper mapper = Mapper.standard();

  static Stream<byte[]> seeds() {
    return Stream.of(
            Messages.results(2),
            Messages.admission(),
            Messages.appointment(),
            Messages.merge(),
            Messages.pharmacy(),
            Messages.vaccination(),
            Messages.document())
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("seeds")
  @FuzzTest
  void theMapperAnswersToAnyBytesAndLosesNothing(byte[] bytes) {
    Mapped mapped = mapper.map(new RawMessage("fuzz", bytes, Instant.EPOCH));
    Coverage coverage = mapped.coverage();
    assertThat(coverage.lost()).isZero();
    if (!mapped.bundle().getEntry().isEmpty()) {
      assertThat(mapper.partitions(new RawMessage("", bytes, Instant.EPOCH)))
          .as("whoever is touched must have been waited for")
          .containsAll(mapped.partitions());
    }
    assertThat(mapper.trace(new RawMessage("fuzz", bytes, Instant.EPOCH)))
        .hasSize(coverage.atoms());
  }

  @MethodSource("seeds")
  @FuzzTest
  void theReaderFindsEachAtomInItsPlace(byte[] bytes) {
    byte[] before = bytes.clone();
    Optional<Message> message = Message.parse(bytes, StandardCharsets.UTF_8);
    message.ifPresent(
        found ->
            found.atoms(
                (segment, offset) -> {
                  assertThat(offset).isBetween(segment.start(), segment.end());
                  assertThat(Paths.of(segment, offset)).startsWith(segment.name());
                  assertThat(found.atom(segment, offset)).isNotNull();
                }));
    assertThat(bytes).isEqualTo(before);
  }

  /** What stands in a batch is neither lost nor doubled on the way to its messages. */
  @MethodSource("seeds")
  @FuzzTest
  void aBatchIsCutIntoPartsOfItself(byte[] bytes) {
    List<byte[]> messages = Batch.split(bytes);
    int sum = messages.stream().mapToInt(message -> message.length).sum();
    assertThat(sum).isLessThanOrEqualTo(bytes.length + messages.size());
    for (byte[] message : messages) {
      assertThat(new String(message, 0, Math.min(3, message.length), StandardCharsets.US_ASCII))
          .isEqualTo("MSH");
      assertThat(Batch.split(message).stream().map(Arrays::hashCode).toList())
          .hasSizeLessThanOrEqualTo(1);
    }
  }
}
