package dev.mortar.automation;

import ca.uhn.fhir.context.FhirContext;
import dev.mortar.due.DueHandler;
import dev.mortar.due.DueWork;
import dev.mortar.due.EngagementSchema;
import dev.mortar.due.MemoryDueWork;
import dev.mortar.due.MutableClock;
import dev.mortar.ig.GuidePackage;
import dev.mortar.outreach.channel.Channel;
import dev.mortar.store.FhirStore;
import dev.mortar.store.MemoryFhirStore;
import dev.mortar.store.StoredListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.CommunicationRequest;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/**
 * The whole of the work, wired as in the program, with the guide's defaults, resources and due work
 * in memory, and a clock that the test moves.
 */
public final class World implements AutoCloseable {
  private static final FhirContext FHIR = FhirContext.forR4Cached();

  private final MutableClock clock;
  private final MemoryFhirStore store;
  private final MemoryDueWork due;
  private final AnnotationConfigApplicationContext beans = new AnnotationConfigApplicationContext();

  public World(String now, Channel... channels) {
    this(now, memory(), channels);
  }

  public World(String now, DataSource database, Channel... channels) {
    this.clock = MutableClock.at(now);
    this.store = new MemoryFhirStore(FHIR, clock);
    this.due = new MemoryDueWork(clock);
    beans.registerBean(FhirContext.class, () -> FHIR);
    beans.registerBean(Clock.class, () -> clock);
    beans.registerBean(FhirStore.class, () -> store);
    beans.registerBean(DueWork.class, () -> due);
    beans.registerBean(MeterRegistry.class, SimpleMeterRegistry::new);
    beans.registerBean(EngagementSchema.class, () -> new EngagementSchema(database));
    for (var channel : channels) {
      beans.registerBean(channel.medium().name(), Channel.class, () -> channel);
    }
    beans.scan(
        "dev.mortar.store",
        "dev.mortar.directory",
        "dev.mortar.outreach",
        "dev.mortar.priority",
        "dev.mortar.worklist",
        "dev.mortar.automation");
    beans.refresh();
    beans.getBeansOfType(StoredListener.class).values().forEach(store::tells);
    beans.getBeansOfType(DueHandler.class).values().forEach(due::add);
    new GuidePackage(FHIR).defaults().forEach(store::save);
  }

  public static DataSource memory() {
    var url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    return JdbcConnectionPool.create(url, "sa", "");
  }

  public <T> T bean(Class<T> type) {
    return beans.getBean(type);
  }

  public MemoryFhirStore store() {
    return store;
  }

  public MemoryDueWork due() {
    return due;
  }

  public Instant now() {
    return clock.instant();
  }

  public <T extends Resource> T save(T resource) {
    var saved = store.save(resource);
    due.runDue();
    return saved;
  }

  /** Lets time pass in small steps, and does what becomes due. */
  public void advance(Duration by) {
    var end = clock.instant().plus(by);
    while (clock.instant().isBefore(end)) {
      var step = clock.instant().plus(Duration.ofMinutes(15));
      clock.set(step.isBefore(end) ? step : end);
      due.runDue();
    }
  }

  public List<Task> tasks() {
    return store.search(Task.class, "", 1_000);
  }

  public List<CommunicationRequest> requests() {
    return store.search(CommunicationRequest.class, "", 1_000);
  }

  public List<Communication> communications() {
    return store.search(Communication.class, "", 1_000);
  }

  @Override
  public void close() {
    beans.close();
  }
}
