package dev.mortar.storage.retention;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.api.dao.IFhirResourceDao;
import ca.uhn.fhir.jpa.api.model.ExpungeOptions;
import ca.uhn.fhir.jpa.api.svc.IDeleteExpungeSvc;
import ca.uhn.fhir.jpa.model.dao.JpaPid;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import dev.mortar.store.FhirStore;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Resource;

/** Removes resources with all their rows, and names from what stays. */
final class Removal {
  private static final int VERSIONS_TOGETHER = 500;

  private final Rows rows;
  private final Ownership ownership;
  private final FhirStore store;
  private final DaoRegistry daos;
  private final IDeleteExpungeSvc<JpaPid> expunge;
  private final List<Traces> traces;

  Removal(
      Rows rows,
      Ownership ownership,
      FhirStore store,
      DaoRegistry daos,
      IDeleteExpungeSvc<JpaPid> expunge,
      List<Traces> traces) {
    this.rows = rows;
    this.ownership = ownership;
    this.store = store;
    this.daos = daos;
    this.expunge = expunge;
    this.traces = List.copyOf(traces);
  }

  /** In the caller's transaction. */
  void remove(Collection<Row> some, Traces.Gone gone) {
    List<Long> pids = some.stream().map(Row::pid).toList();
    rows.unlink(pids);
    traces.forEach(each -> each.forget(gone));
    if (!pids.isEmpty()) {
      expunge.deleteExpunge(pids.stream().map(JpaPid::fromId).toList(), false, null);
    }
  }

  /**
   * Takes the names out of what stays, and its old versions away. In no transaction.
   *
   * @param gone references as {@code Observation/7}
   */
  void strip(Row row, Set<String> gone) {
    List<Resource> versions = rows.versions(row);
    if (versions.isEmpty()) {
      return;
    }
    Resource newest = versions.getFirst();
    if (ownership.strip(newest, gone)) {
      newest.getMeta().setVersionId(null);
      store.save(newest);
    }
    IFhirResourceDao<?> dao = daos.getResourceDao(row.type());
    int expunged;
    do {
      expunged =
          dao.expunge(
                  new IdType(row.type(), row.id()),
                  new ExpungeOptions().setExpungeOldVersions(true).setLimit(VERSIONS_TOGETHER),
                  HoldGuard.looked(SystemRequestDetails.forAllPartitions()))
              .getDeletedCount();
    } while (expunged > 0);
  }

  static Map<String, Integer> counts(Collection<Row> all) {
    Map<String, Integer> counts = new TreeMap<>();
    all.forEach(row -> counts.merge(row.type(), 1, Integer::sum));
    return counts;
  }
}
