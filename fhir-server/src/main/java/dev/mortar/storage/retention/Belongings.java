package dev.mortar.storage.retention;

import dev.mortar.ig.Canonicals;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Resource;

/** Finds what belongs to a person, and what of others names the person. */
final class Belongings {
  private final Rows rows;
  private final Ownership ownership;

  Belongings(Rows rows, Ownership ownership) {
    this.rows = rows;
    this.ownership = ownership;
  }

  /**
   * What belongs to the person beside the records themselves, the most distant first, so that
   * whoever stops half-way finds the rest again; and what others share.
   *
   * @param patients logical ids of the records of one person
   */
  Found of(Set<String> patients) {
    var walk = new Walk(patients);
    patients.forEach(id -> rows.find("Patient", id).ifPresent(walk::root));
    List<Row> next = new ArrayList<>();
    patients.forEach(id -> next.addAll(rows.mentions("Patient/" + id, 1)));
    next.addAll(rows.referring(walk.pids(), 1));
    for (int depth = 2; !next.isEmpty(); depth++) {
      Set<Long> reached = walk.take(next);
      next.clear();
      next.addAll(rows.referring(reached, depth));
    }
    walk.provenances();
    return walk.found();
  }

  /**
   * @param theirs without the records themselves
   * @param shared what stays, without the name
   * @param inbox ids of the messages that it came by
   */
  record Found(List<Row> theirs, List<Row> shared, Set<Long> inbox) {
    Set<String> references() {
      return theirs.stream().map(Row::reference).collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private final class Walk {
    private final Set<String> patients;
    private final Map<Long, Row> theirs = new LinkedHashMap<>();
    private final Map<Long, Row> shared = new LinkedHashMap<>();
    private final Map<Long, Row> provenances = new LinkedHashMap<>();
    private final Map<Long, Row> roots = new LinkedHashMap<>();
    private final Set<Long> inbox = new TreeSet<>();

    Walk(Set<String> patients) {
      this.patients = patients;
    }

    void root(Row row) {
      roots.put(row.pid(), row);
    }

    Collection<Long> pids() {
      return roots.keySet();
    }

    /** Those that belong to the person and were not known before. */
    Set<Long> take(List<Row> candidates) {
      Set<Long> reached = new HashSet<>();
      for (Row row : candidates) {
        boolean known =
            roots.containsKey(row.pid())
                || theirs.containsKey(row.pid())
                || shared.containsKey(row.pid())
                || provenances.containsKey(row.pid());
        if (!known && place(row)) {
          reached.add(row.pid());
        }
      }
      return reached;
    }

    private boolean place(Row row) {
      List<Resource> versions = rows.versions(row);
      if (row.type().equals("Provenance")) {
        provenances.put(row.pid(), row);
        versions.forEach(version -> inbox.addAll(messages((Provenance) version)));
        return false;
      }
      boolean mine =
          row.deleted() || (!versions.isEmpty() && ownership.theirs(versions.getFirst(), patients));
      (mine ? theirs : shared).put(row.pid(), row);
      if (mine) {
        versions.forEach(version -> files(version, row.depth() + 1));
      }
      return mine;
    }

    /** A file is named by its address, which is no reference. */
    private void files(Base part, int depth) {
      if (part instanceof Attachment attachment && attachment.hasUrl()) {
        IdType id = new IdType(attachment.getUrl());
        if ("Binary".equals(id.getResourceType())) {
          rows.find("Binary", id.getIdPart())
              .map(row -> new Row(row.pid(), row.type(), row.id(), row.deleted(), depth))
              .ifPresent(row -> theirs.putIfAbsent(row.pid(), row));
        }
      }
      part.children().forEach(child -> child.getValues().forEach(it -> files(it, depth)));
    }

    void provenances() {
      Set<String> gone = theirs.values().stream().map(Row::reference).collect(Collectors.toSet());
      roots.values().forEach(row -> gone.add(row.reference()));
      patients.forEach(id -> gone.add("Patient/" + id));
      for (Row row : provenances.values()) {
        List<Resource> versions = rows.versions(row);
        boolean mine =
            row.deleted()
                || (!versions.isEmpty()
                    && ownership.isOnlyOf((Provenance) versions.getFirst(), gone));
        (mine ? theirs : shared).put(row.pid(), row);
      }
    }

    Found found() {
      List<Row> sorted = new ArrayList<>(theirs.values());
      sorted.sort((one, other) -> Integer.compare(other.depth(), one.depth()));
      return new Found(List.copyOf(sorted), List.copyOf(shared.values()), Set.copyOf(inbox));
    }
  }

  private static Set<Long> messages(Provenance provenance) {
    return provenance.getEntity().stream()
        .map(entity -> entity.getWhat().getIdentifier())
        .filter(it -> Canonicals.SID_HL7_INBOX.equals(it.getSystem()))
        .filter(it -> it.hasValue() && it.getValue().matches("[0-9]{1,18}"))
        .map(it -> Long.valueOf(it.getValue()))
        .collect(Collectors.toSet());
  }
}
