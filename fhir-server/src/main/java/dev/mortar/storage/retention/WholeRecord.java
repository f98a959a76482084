package dev.mortar.storage.retention;

import dev.mortar.ig.Codes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.hl7.fhir.r4.model.Flag;
import org.hl7.fhir.r4.model.Resource;

/** All that is kept of a person now. */
public final class WholeRecord {
  private final Belongings belongings;
  private final Rows rows;

  WholeRecord(Belongings belongings, Rows rows) {
    this.belongings = belongings;
    this.rows = rows;
  }

  /**
   * The record first. Whether somebody has a claim against whom is nobody's to read here, so legal
   * holds are left out.
   *
   * @return empty if there is no such record
   */
  public List<Resource> of(String patient) {
    List<Resource> all = new ArrayList<>();
    rows.find("Patient", patient).filter(row -> !row.deleted()).ifPresent(row -> add(row, all));
    if (!all.isEmpty()) {
      Set<String> one = new TreeSet<>(Set.of(patient));
      belongings.of(one).theirs().stream()
          .filter(row -> !row.deleted())
          .forEach(row -> add(row, all));
    }
    return all;
  }

  private void add(Row row, List<Resource> all) {
    rows.versions(row).stream()
        .findFirst()
        .filter(it -> !(it instanceof Flag flag && Codes.FlagCode.LEGAL_HOLD.in(flag.getCode())))
        .ifPresent(all::add);
  }
}
