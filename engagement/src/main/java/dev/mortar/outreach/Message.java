package dev.mortar.outreach;

import dev.mortar.ig.Codes.MsgPurpose;
import dev.mortar.outreach.channel.Medium;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.hl7.fhir.r4.model.Reference;

/**
 * A message that shall go out.
 *
 * @param dedupKey two messages with the same key are one message
 * @param template name of the template
 * @param about what it belongs to, an appointment or a task first
 * @param media in order of choice; empty if the patient's preference alone decides
 * @param urgent whether it may exceed the number of messages that a patient gets
 */
public record Message(
    String dedupKey,
    MsgPurpose purpose,
    String template,
    Reference patient,
    List<Reference> about,
    Instant at,
    List<Medium> media,
    boolean urgent) {
  public Message {
    // A FHIR dateTime keeps seconds, and a message must find itself again by its time.
    at = at.truncatedTo(ChronoUnit.SECONDS);
    about = List.copyOf(about);
    media = List.copyOf(media);
  }
}
