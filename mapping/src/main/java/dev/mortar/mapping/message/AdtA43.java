package dev.mortar.mapping.message;

import dev.mortar.mapping.Entries;
import dev.mortar.mapping.Entries.Move;
import dev.mortar.mapping.MappingIssue.Code;
import dev.mortar.mapping.datatype.Mapping;
import dev.mortar.mapping.segment.Merges;
import dev.mortar.mapping.segment.Patients;
import dev.mortar.mapping.text.Paths;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;

/**
 * A43: the identifiers of MRG-1 were on the wrong record. Whoever else PID names has them from now
 * on; who had them is named by MRG-4, or is whoever has them in the store. What was filed under
 * them stays, for which of it is whose cannot be told from a number.
 */
final class AdtA43 implements MessageMap {
  @Override
  public void map(Node message, Mapping mapping) {
    if (message.children("PID").isEmpty()) {
      mapping.missing("PID", "No patient");
    }
    for (Node pid : message.children("PID")) {
      Node mrg = pid.child("MRG").orElse(null);
      if (mrg == null) {
        mapping.missing("MRG", "A move without the identifier that was moved");
      } else {
        move(pid, mrg, mapping);
      }
    }
  }

  private static void move(Node pid, Node mrg, Mapping mapping) {
    Patient prior = new Patient();
    Merges.PRIOR.apply(mrg.segment(), prior, mapping);
    Patient source = new Patient();
    Merges.SOURCE.apply(mrg.segment(), source, mapping);
    Patient target = new Patient();
    Patients.PID.apply(pid.segment(), target, mapping);
    pid.child("PD1").ifPresent(pd1 -> Patients.PD1.apply(pd1.segment(), target, mapping));
    List<Identifier> moved = prior.getIdentifier();
    Identifier to = other(target, moved);
    if (moved.isEmpty() || to == null) {
      String path = moved.isEmpty() ? "MRG-1" : "PID-3";
      mapping.missing(path, "A move needs an identifier, and who has it from now on");
      mapping.message().drop(mrg.segment());
      mapping.message().drop(pid.segment());
      return;
    }
    Identifier from = other(source, moved);
    link(target, to, source, from == null ? moved.getFirst() : from, moved, mapping);
    mapping.inform(
        Code.NOT_MAPPED,
        Paths.of(mrg.segment()) + "-1",
        "The identifier is moved; what was filed under it stays where it is");
  }

  private static void link(
      Patient target,
      Identifier to,
      Patient source,
      Identifier from,
      List<Identifier> moved,
      Mapping mapping) {
    for (Identifier identifier : moved) {
      if (!isAmong(target.getIdentifier(), identifier)) {
        target.addIdentifier(identifier);
      }
    }
    source.getIdentifier().removeIf(it -> isAmong(moved, it));
    Reference given = mapping.transaction().byIdentifier(target, to);
    Entries.markInitial(source, "name");
    mapping.transaction().byIdentifier(source, from);
    target.getIdentifier().forEach(identifier -> Subjects.key(identifier, mapping));
    source.getIdentifier().forEach(identifier -> Subjects.key(identifier, mapping));
    List<Move> moves = new ArrayList<>();
    moved.forEach(identifier -> moves.add(new Move(identifier.copy(), given.getReference())));
    Entries.markMoved(source, moves);
  }

  /** By what the patient is known beside what is moved. */
  static @Nullable Identifier other(Patient patient, List<Identifier> moved) {
    List<Identifier> others =
        patient.getIdentifier().stream().filter(it -> !isAmong(moved, it)).toList();
    return Subjects.primary(others);
  }

  private static boolean isAmong(List<Identifier> identifiers, Identifier wanted) {
    return identifiers.stream()
        .anyMatch(
            it ->
                it.getValue().equals(wanted.getValue())
                    && it.getSystem().equals(wanted.getSystem()));
  }
}
