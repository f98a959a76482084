package dev.mortar.storage.jobs;

import ca.uhn.fhir.jpa.model.sched.ScheduledJobDefinition;
import ca.uhn.fhir.jpa.sched.AutowiringSpringBeanJobFactory;
import ca.uhn.fhir.jpa.sched.ClusteredHapiScheduler;
import ca.uhn.fhir.jpa.sched.HapiSchedulerServiceImpl;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.JobKey;
import org.quartz.SimpleTrigger;
import org.springframework.scheduling.quartz.SchedulerFactoryBean;

/**
 * Lets a job that HAPI calls clustered run on one node a time and once an interval.
 *
 * <p>Why: in HAPI 8.8.0 the clustered scheduler keeps its jobs in memory, so that every node runs
 * every job. The timers stay as they are; a tick that does not get the job's turn does nothing.
 */
final class OnceScheduler extends ClusteredHapiScheduler {
  /** Timers of two nodes never tick alike: a turn is due a little before the interval is over. */
  private static final double EARLY = 0.9;

  private final AutowiringSpringBeanJobFactory jobs;
  private final ClusterTurns turns;
  private final Duration lease;
  private final Clock clock;
  private final Map<JobKey, Duration> intervals = new ConcurrentHashMap<>();

  /**
   * @param lease how long a node may hold a turn; longer than the longest job
   */
  OnceScheduler(
      AutowiringSpringBeanJobFactory jobs, ClusterTurns turns, Duration lease, Clock clock) {
    super(HapiSchedulerServiceImpl.THREAD_NAME_PREFIX, jobs);
    this.jobs = jobs;
    this.turns = turns;
    this.lease = lease;
    this.clock = clock;
  }

  @Override
  public void scheduleJob(long intervalMillis, ScheduledJobDefinition job) {
    intervals.put(job.toJobKey(), Duration.ofMillis((long) (intervalMillis * EARLY)));
    super.scheduleJob(intervalMillis, job);
  }

  @Override
  protected void massageJobFactory(SchedulerFactoryBean factory) {
    factory.setJobFactory(
        (fired, scheduler) -> {
          Job job = jobs.newJob(fired, scheduler);
          return context -> runInTurn(job, context);
        });
  }

  private void runInTurn(Job job, JobExecutionContext context) throws JobExecutionException {
    JobKey key = context.getJobDetail().getKey();
    String name = key.toString();
    Instant now = clock.instant();
    boolean mine =
        isOutOfOrder(context)
            ? turns.takeNow(name, now, lease)
            : turns.take(name, now, intervals.getOrDefault(key, Duration.ZERO), lease);
    if (!mine) {
      return;
    }
    try {
      job.execute(context);
    } finally {
      turns.giveBack(name, clock.instant());
    }
  }

  /** HAPI asks for a run at once by a trigger that fires a single time. */
  private static boolean isOutOfOrder(JobExecutionContext context) {
    return context.getTrigger() instanceof SimpleTrigger simple && simple.getRepeatCount() == 0;
  }
}
