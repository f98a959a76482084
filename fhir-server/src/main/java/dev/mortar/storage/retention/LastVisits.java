package dev.mortar.storage.retention;

import dev.mortar.store.FhirStore;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Patient;
import org.springframework.jdbc.core.simple.JdbcClient;

/** When anything last happened with a patient: a change, a visit, a result, whatever has a date. */
final class LastVisits {
  private final JdbcClient jdbc;
  private final FhirStore store;

  LastVisits(JdbcClient jdbc, FhirStore store) {
    this.jdbc = jdbc;
    this.store = store;
  }

  /** Logical ids of the patients whose time is over. */
  List<String> over(Policy policy, Instant now, int most) {
    List<String> over = new ArrayList<>();
    Instant since = policy.period().before(now);
    for (Seen seen : quiet(since, most)) {
      boolean visited = last(seen.pid()).filter(last -> !last.isBefore(since)).isPresent();
      if (!visited && isGrown(policy, seen.id(), now)) {
        over.add(seen.id());
      }
    }
    return over;
  }

  /** Without anything that was written since. */
  private List<Seen> quiet(Instant since, int most) {
    return jdbc.sql(
            """
            select p.res_id, p.fhir_id from hfj_resource p
            where p.res_type = 'Patient' and p.res_deleted_at is null and p.res_updated < ?
              and not exists (
                select 1 from hfj_res_link l join hfj_resource s on s.res_id = l.src_resource_id
                where l.target_resource_id = p.res_id and s.res_type <> 'Provenance'
                  and s.res_updated >= ?)
            order by p.res_updated fetch first ? rows only""")
        .params(Timestamp.from(since), Timestamp.from(since), most)
        .query((row, number) -> new Seen(row.getLong(1), row.getString(2)))
        .list();
  }

  /** The latest date of whatever refers to the patient, be it in the future. */
  private Optional<Instant> last(long patient) {
    return jdbc.sql(
            """
            select max(d.sp_value_high) from hfj_spidx_date d
            join hfj_res_link l on l.src_resource_id = d.res_id
            where l.target_resource_id = ?""")
        .param(patient)
        .query((row, number) -> Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant))
        .single();
  }

  private boolean isGrown(Policy policy, String id, Instant now) {
    if (policy.majority().isEmpty()) {
      return true;
    }
    return store
        .find(Patient.class, id)
        .filter(Patient::hasBirthDate)
        .map(patient -> patient.getBirthDate().toInstant().atOffset(ZoneOffset.UTC).toInstant())
        .map(born -> policy.period().after(policy.majority().get().after(born)))
        .filter(end -> end.isAfter(now))
        .isEmpty();
  }

  private record Seen(long pid, String id) {}
}
