package dev.mortar.storage.label;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.jpa.model.util.JpaConstants;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import dev.mortar.access.LabelTable;
import dev.mortar.storage.StorageInterceptor;
import dev.mortar.storage.mark.MarkedTypes;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** Remembers of which types a resource carries a label that hides it from somebody. */
@Interceptor
public final class LabelledTypes implements StorageInterceptor {
  /** The operation that removes labels. */
  public static final String REMOVAL = "$meta-delete";

  /** HAPI's code for a security label among tags and profiles. */
  private static final int SECURITY = 2;

  private final JdbcClient jdbc;
  private final Set<String> labels;
  private final MarkedTypes types;

  LabelledTypes(
      JdbcClient jdbc, PlatformTransactionManager transactions, LabelTable table, Clock clock) {
    this.jdbc = jdbc;
    this.labels = table.labels();
    this.types = new MarkedTypes(jdbc, transactions, "label", this::before, clock);
  }

  /** Whether a resource of the type may carry one of the labels. */
  public boolean contains(String type) {
    return types.contains(type);
  }

  /** For a label that comes by a way of which the store tells nobody. */
  public void add(String type) {
    types.add(type);
  }

  /** The next who asks reads them anew. */
  public void forget() {
    types.forget();
  }

  @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED)
  public void created(IBaseResource resource) {
    see(resource);
  }

  @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
  public void updated(
      @Nullable RequestDetails request, @Nullable IBaseResource before, IBaseResource after) {
    if (before instanceof Resource old && after instanceof Resource stored) {
      if (old.getMeta().hasSecurity() && !replacesLabels(request)) {
        keep(old, stored);
      }
    }
    see(after);
  }

  /** The store keeps them, too, but who hears of the change would be told that they are tags. */
  private static void keep(Resource before, Resource after) {
    for (Coding label : before.getMeta().getSecurity()) {
      if (after.getMeta().getSecurity(label.getSystem(), label.getCode()) == null) {
        after.getMeta().addSecurity(label.copy());
      }
    }
  }

  /** Whether labels that a change does not name are removed; they stay otherwise. */
  public static boolean replacesLabels(@Nullable RequestDetails request) {
    if (request == null || REMOVAL.equals(request.getOperation())) {
      return request != null;
    }
    List<String> modes = request.getHeaders(JpaConstants.HEADER_META_SNAPSHOT_MODE);
    return modes != null && modes.stream().anyMatch(mode -> mode.contains("SECURITY_LABEL"));
  }

  private void see(IBaseResource resource) {
    if (resource instanceof Resource stored
        && stored.getMeta().getSecurity().stream()
            .anyMatch(label -> labels.contains(label.getSystem() + "|" + label.getCode()))) {
      types.add(stored.fhirType());
    }
  }

  /** What an earlier version has stored. */
  private Set<String> before() {
    List<String> codes =
        labels.stream().map(label -> label.substring(label.indexOf('|') + 1)).toList();
    return jdbc
        .sql(
            """
            select distinct tagged.res_type, named.tag_system, named.tag_code
            from hfj_tag_def named join hfj_res_tag tagged on tagged.tag_id = named.tag_id
            where named.tag_type = :kind and named.tag_code in (:codes)
            """)
        .param("kind", SECURITY)
        .param("codes", codes)
        .query(
            (row, number) -> List.of(row.getString(1), row.getString(2) + "|" + row.getString(3)))
        .list()
        .stream()
        .filter(found -> labels.contains(found.getLast()))
        .map(List::getFirst)
        .collect(Collectors.toSet());
  }
}
