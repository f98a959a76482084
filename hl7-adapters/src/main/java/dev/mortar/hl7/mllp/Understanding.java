package dev.mortar.hl7.mllp;

import dev.mortar.mapping.Mapped;
import dev.mortar.mapping.Mapper;
import dev.mortar.mapping.MappingIssue;
import dev.mortar.mapping.RawMessage;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether we understand a message, for senders who ask for more than that it is stored. */
final class Understanding {
  private static final Logger LOG = LoggerFactory.getLogger(Understanding.class);

  private final Mapper mapper;

  Understanding(Mapper mapper) {
    this.mapper = mapper;
  }

  /** Empty if the message can be used. */
  Optional<Problem> problem(RawMessage message) {
    Mapped mapped;
    try {
      mapped = mapper.map(message);
    } catch (RuntimeException | StackOverflowError e) {
      LOG.warn("A mapper failed: {}", e.getClass().getSimpleName());
      return Optional.of(unreadable());
    }
    return switch (mapped.status()) {
      case MAPPED, PARTLY -> Optional.empty();
      case UNMAPPED, REJECTED -> Optional.of(first(mapped));
    };
  }

  private static Problem first(Mapped mapped) {
    return mapped.issues().stream()
        .filter(issue -> issue.severity() == MappingIssue.Severity.ERROR)
        .findFirst()
        .map(Problem::of)
        .orElseGet(
            () ->
                mapped.status() == Mapped.Status.UNMAPPED
                    ? new Problem(
                        Problem.Code.UNSUPPORTED_TYPE, "MSH^1^9", "This type is kept, not used")
                    : unreadable());
  }

  private static Problem unreadable() {
    return new Problem(Problem.Code.INTERNAL, "", "The message could not be read");
  }
}
