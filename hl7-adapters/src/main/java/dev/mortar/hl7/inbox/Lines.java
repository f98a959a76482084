package dev.mortar.hl7.inbox;

import dev.mortar.mapping.Heading;
import dev.mortar.mapping.Mapper;
import dev.mortar.mapping.RawMessage;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which lines a message stands in. */
public final class Lines {
  /** How a line begins that is about nobody in particular. */
  static final String SENDER = "sender|";

  private static final Logger LOG = LoggerFactory.getLogger(Lines.class);

  private final Mapper mapper;

  public Lines(Mapper mapper) {
    this.mapper = mapper;
  }

  /**
   * The mapper's keys. A message about nobody in particular keeps the order of its sender; so does
   * one that the mapper cannot read, because it must be stored all the same.
   */
  public List<String> of(RawMessage message, Heading heading) {
    List<String> lines = List.of();
    try {
      lines = mapper.partitions(message);
    } catch (RuntimeException | StackOverflowError e) {
      LOG.warn("A mapper failed to name ordering keys: {}", e.getClass().getSimpleName());
    }
    return lines.isEmpty()
        ? List.of(SENDER + heading.sendingApplication() + '|' + heading.sendingFacility())
        : lines;
  }
}
