package dev.mortar.worklist;

import dev.mortar.ig.Codes.TaskCode;
import java.time.Duration;
import java.util.Optional;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task.TaskPriority;

/**
 * A piece of work that somebody should do.
 *
 * @param id the same matter always has the same id, so that it is opened once
 * @param reason the fact that caused it
 * @param description for the person who does it
 * @param rule canonical of the rule that asks for it
 * @param priority the least urgent it may be, whatever its score
 * @param within the latest time by which it is due, whatever the service level
 */
public record FollowUp(
    String id,
    TaskCode code,
    Optional<Reference> patient,
    Reference reason,
    String description,
    Optional<String> rule,
    Optional<TaskPriority> priority,
    Optional<Duration> within) {}
