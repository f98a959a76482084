package dev.mortar.worklist;

import dev.mortar.directory.Pharmacies;
import dev.mortar.directory.Settings;
import dev.mortar.ig.Canonicals;
import dev.mortar.ig.Codes.BasicType;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;

/** The service levels that are stored, and the due times that follow from them. */
final class SlaTable {
  private final Settings settings;
  private final Pharmacies pharmacies;

  SlaTable(Settings settings, Pharmacies pharmacies) {
    this.settings = settings;
    this.pharmacies = pharmacies;
  }

  /** The first target that fits the task's code and priority. */
  Optional<Sla> find(Task task) {
    var code = task.getCode().getCodingFirstRep().getCode();
    var priority = task.getPriority() == null ? "" : task.getPriority().toCode();
    return settings.parts(BasicType.SLA, Canonicals.EXT_SLA_TARGET).stream()
        .map(Sla::of)
        .filter(sla -> sla.fits(String.valueOf(code), priority))
        .findFirst();
  }

  /** When so much time has passed, counted as the service level counts it. */
  Instant after(Sla sla, Task task, Instant start, Duration time) {
    if (!sla.businessHours()) {
      return start.plus(time);
    }
    Optional<Reference> location =
        task.hasLocation() ? Optional.of(task.getLocation()) : Optional.empty();
    return pharmacies.hours(location).after(start, time);
  }
}
