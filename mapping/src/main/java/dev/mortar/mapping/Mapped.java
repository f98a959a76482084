package dev.mortar.mapping;

import java.util.List;
import org.hl7.fhir.r4.model.Bundle;

/**
 * The result of mapping one message.
 *
 * @param bundle a FHIR transaction; its entries follow the rules of {@link Entries}; empty unless
 *     {@code status} is mapped or partly
 * @param partitions ordering keys of the patients that the message touches, in a stable order;
 *     messages that share one must be applied in the order in which they came
 */
public record Mapped(
    Heading heading,
    Status status,
    Bundle bundle,
    List<String> partitions,
    List<MappingIssue> issues,
    Coverage coverage) {
  public Mapped {
    partitions = List.copyOf(partitions);
    issues = List.copyOf(issues);
  }

  /** How much of the message became FHIR. */
  public enum Status {
    /** Everything that a row exists for was mapped. */
    MAPPED,
    /** Usable, but at least one issue of severity error stands. */
    PARTLY,
    /** The type is unknown to us; the bytes are all we keep. */
    UNMAPPED,
    /** Not a message, or it lacks what no reading can do without, such as a patient identifier. */
    REJECTED
  }
}
