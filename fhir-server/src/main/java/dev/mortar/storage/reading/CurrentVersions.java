package dev.mortar.storage.reading;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.api.dao.IFhirResourceDao;
import ca.uhn.fhir.jpa.model.dao.JpaPid;
import ca.uhn.fhir.sl.cache.Cache;
import ca.uhn.fhir.sl.cache.CacheFactory;
import java.time.Duration;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Small resources as they were last read, for as long as the database says that their version is
 * the newest. Each read asks it, by one statement over two indexes; so whatever another node has
 * changed, deleted or erased is never shown here.
 */
final class CurrentVersions {
  /** Some 30 MB if they are as large as resources usually are. */
  private static final int MOST = 2_000;

  /** In characters of JSON. What is larger is read anew each time. */
  private static final int LARGEST = 8_192;

  /** What nobody asks for leaves the memory; what is erased, after this time at the latest. */
  private static final Duration KEPT = Duration.ofMinutes(5);

  /** Tags come and go without a new version; each has a row with a number of its own. */
  private static final String NEWEST =
      """
      select r.res_id, r.res_ver,
        (select max(t.pid) from hfj_res_tag t where t.res_id = r.res_id) newest_tag,
        (select count(*) from hfj_res_tag t where t.res_id = r.res_id) tags
      from hfj_resource r
      where r.res_type = ? and r.fhir_id = ? and r.res_deleted_at is null""";

  private final JdbcTemplate jdbc;
  private final FhirContext fhir;
  private final Cache<Long, Known> known = CacheFactory.build(KEPT.toMillis(), MOST);

  CurrentVersions(JdbcTemplate jdbc, FhirContext fhir) {
    this.jdbc = jdbc;
    this.fhir = fhir;
  }

  /**
   * A copy that belongs to the caller, or empty if there is no such resource now.
   *
   * @param id without type and version
   */
  Optional<IBaseResource> find(IFhirResourceDao<?> dao, String type, String id) {
    State now = state(type, id);
    if (now == null) {
      return Optional.empty();
    }
    Known before = known.getIfPresent(now.pid());
    if (before != null && before.state().equals(now)) {
      return Optional.of(before.resource().copy());
    }
    IBaseResource read = dao.readByPid(JpaPid.fromId(now.pid()));
    // A change in between is one of the version, or of the tags after we have asked for them.
    if (read instanceof Resource resource
        && Long.toString(now.version()).equals(resource.getMeta().getVersionId())
        && isKept(fhir.newJsonParser().encodeResourceToString(resource))) {
      known.put(now.pid(), new Known(now, resource.copy()));
    }
    return Optional.of(read);
  }

  /** What is masked because its key is missing is whole again as soon as the key is there. */
  private static boolean isKept(String json) {
    return json.length() <= LARGEST && !json.contains("\"masked\"");
  }

  private @Nullable State state(String type, String id) {
    return jdbc.query(
        NEWEST,
        row ->
            row.next()
                ? new State(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4))
                : null,
        type,
        id);
  }

  private record State(long pid, long version, long newestTag, long tags) {}

  private record Known(State state, Resource resource) {}
}
