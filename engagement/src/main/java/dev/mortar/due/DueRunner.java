package dev.mortar.due;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/** Does due work by db-scheduler: one task a kind, no work ever given up. */
final class DueRunner implements SmartLifecycle {
  private static final Duration NEVER = Duration.ofDays(36_500);

  /** In multiples of the threads: when to fetch again, and how much waits in memory at most. */
  private static final double FETCH_BELOW = 0.5;

  private static final double FETCH_UP_TO = 2.0;

  private final JdbcDueWork work;
  private final EngagementSchema schema;
  private final Supplier<List<DueHandler>> handlers;
  private final DueProperties properties;
  private final MeterRegistry meters;
  private final Clock clock;
  private @Nullable Scheduler scheduler;
  private @Nullable ExecutorService threads;

  DueRunner(
      JdbcDueWork work,
      EngagementSchema schema,
      Supplier<List<DueHandler>> handlers,
      DueProperties properties,
      MeterRegistry meters,
      Clock clock) {
    this.work = work;
    this.schema = schema;
    this.handlers = handlers;
    this.properties = properties;
    this.meters = meters;
    this.clock = clock;
  }

  @Override
  public synchronized void start() {
    if (scheduler != null) {
      return;
    }
    var executor = Places.threads(properties.threads());
    var tasks = handlers.get().stream().<Task<?>>map(this::task).toList();
    var builder =
        new SchedulerBuilder(schema.dataSource(), tasks)
            .tableName("mortar_due_work")
            .serializer(new TextSerializer())
            .clock(clock::instant)
            .threads(properties.threads())
            .executorService(executor)
            .pollingInterval(properties.poll())
            .heartbeatInterval(properties.heartbeat())
            .missedHeartbeatsLimit(properties.missedHeartbeats())
            .shutdownMaxWait(properties.shutdown())
            .deleteUnresolvedAfter(NEVER)
            .alwaysPersistTimestampInUTC()
            .addSchedulerListener(new LagMeter());
    if (work.onPostgresql()) {
      // One statement takes many; H2 cannot pass over rows that others hold.
      builder.pollUsingLockAndFetch(FETCH_BELOW, FETCH_UP_TO);
    }
    work.takeOver();
    var built = builder.build();
    built.start();
    work.wakes(built::triggerCheckForDueExecutions);
    scheduler = built;
    threads = executor;
  }

  @Override
  public synchronized void stop() {
    if (scheduler != null) {
      work.wakes(() -> {});
      scheduler.stop();
      scheduler = null;
    }
    if (threads != null) {
      threads.close();
      threads = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return scheduler != null;
  }

  @Override
  public boolean isAutoStartup() {
    return properties.enabled();
  }

  private CustomTask<String> task(DueHandler handler) {
    return Tasks.custom(handler.kind(), String.class)
        .onFailure(this::again)
        .onDeadExecution((dead, operations) -> operations.reschedule(dead, clock.instant()))
        .execute(
            (instance, context) -> {
              var next = handler.handle(instance.getId(), instance.getData());
              return (complete, operations) ->
                  next.ifPresentOrElse(
                      at -> operations.reschedule(complete, at), operations::remove);
            });
  }

  private void again(ExecutionComplete complete, ExecutionOperations<String> operations) {
    var execution = complete.getExecution();
    meters.counter("mortar.due.failures", "kind", execution.getTaskName()).increment();
    var pause = properties.pauseAfter(execution.consecutiveFailures + 1);
    operations.reschedule(complete, complete.getTimeDone().plus(pause));
  }

  private final class LagMeter extends AbstractSchedulerListener {
    @Override
    public void onExecutionComplete(ExecutionComplete complete) {
      var execution = complete.getExecution();
      var begun = complete.getTimeDone().minus(complete.getDuration());
      var lag = Duration.between(execution.getExecutionTime(), begun);
      meters
          .timer("mortar.due.lag", "kind", execution.getTaskName())
          .record(lag.isNegative() ? Duration.ZERO : lag);
    }
  }
}
