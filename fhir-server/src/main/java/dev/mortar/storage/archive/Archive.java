package dev.mortar.storage.archive;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import dev.mortar.ig.Canonicals;
import dev.mortar.storage.StorageInterceptor;
import dev.mortar.storage.mark.MarkedTypes;
import dev.mortar.store.FhirStore;
import java.time.Clock;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Meta;

/**
 * Tags appointments that ended long ago. A tag makes no new version, so nobody is told of a change;
 * an appointment that is taken up again loses it.
 */
@Interceptor
public final class Archive implements StorageInterceptor {
  static final String TYPE = "Appointment";
  public static final String CODE = "archive";

  /** As one search writes it. */
  public static final String TAG = Canonicals.CS_TAG + "|" + CODE;

  private static final int TOGETHER = 500;

  /** In one run; the rest waits for the next. */
  private static final int MOST = 100_000;

  private static final Set<AppointmentStatus> ENDED =
      Set.of(AppointmentStatus.FULFILLED, AppointmentStatus.CANCELLED, AppointmentStatus.NOSHOW);

  private final Supplier<DaoRegistry> daos;
  private final Supplier<FhirStore> store;
  private final MarkedTypes types;
  private final Clock clock;

  /**
   * @param daos asked for late, as the store tells its interceptors, and this is one
   */
  Archive(Supplier<DaoRegistry> daos, Supplier<FhirStore> store, MarkedTypes types, Clock clock) {
    this.daos = daos;
    this.store = store;
    this.types = types;
    this.clock = clock;
  }

  /**
   * Archives what ended before; one step at a time, so that a stop in between loses nothing.
   *
   * @param age counted from today, in UTC
   * @return how many
   */
  public int run(Period age) {
    String before = clock.instant().atOffset(ZoneOffset.UTC).toLocalDate().minus(age).toString();
    String query =
        "status=fulfilled,cancelled,noshow&date=lt%s&_tag:not=%s&_sort=date"
            .formatted(before, TAG.replace("|", "%7C"));
    types.add(TYPE);
    int archived = 0;
    List<Appointment> some = store.get().search(Appointment.class, query, TOGETHER);
    while (!some.isEmpty() && archived < MOST) {
      List<Appointment> step = some;
      archived +=
          store
              .get()
              .atomically(
                  () -> {
                    step.forEach(one -> tag(one.getIdElement()));
                    return step.size();
                  });
      some = store.get().search(Appointment.class, query, TOGETHER);
    }
    return archived;
  }

  /** Whether there may be an archived one. */
  boolean isUsed() {
    return types.contains(TYPE);
  }

  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED)
  public void updated(IBaseResource before, IBaseResource after) {
    if (after instanceof Appointment appointment
        && appointment.getMeta().getTag(Canonicals.CS_TAG, CODE) != null
        && !ENDED.contains(appointment.getStatus())) {
      daos.get()
          .getResourceDao(Appointment.class)
          .metaDeleteOperation(
              versionless(after.getIdElement()), tag(), new SystemRequestDetails());
    }
  }

  private void tag(IIdType id) {
    daos.get()
        .getResourceDao(Appointment.class)
        .metaAddOperation(versionless(id), tag(), new SystemRequestDetails());
  }

  private static IIdType versionless(IIdType id) {
    return id.toUnqualifiedVersionless();
  }

  private static Meta tag() {
    var meta = new Meta();
    meta.addTag(Canonicals.CS_TAG, CODE, "Archived");
    return meta;
  }
}
