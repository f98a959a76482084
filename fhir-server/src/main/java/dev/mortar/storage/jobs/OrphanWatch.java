package dev.mortar.storage.jobs;

import ca.uhn.fhir.jpa.model.sched.HapiJob;
import ca.uhn.fhir.jpa.model.sched.IHasScheduledJobs;
import ca.uhn.fhir.jpa.model.sched.ISchedulerService;
import ca.uhn.fhir.jpa.model.sched.ScheduledJobDefinition;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.quartz.JobExecutionContext;
import org.springframework.beans.factory.annotation.Autowired;

/** Beats the heart of this node, and looks for work that a dead node has left behind. */
final class OrphanWatch implements IHasScheduledJobs {
  private static final Duration BEAT = Duration.ofSeconds(10);

  private final Nodes nodes;
  private final OrphanedChunks chunks;
  private final Clock clock;
  private Instant announcedUpTo = Instant.EPOCH;

  OrphanWatch(Nodes nodes, OrphanedChunks chunks, Clock clock) {
    this.nodes = nodes;
    this.chunks = chunks;
    this.clock = clock;
  }

  @Override
  public void scheduleJobs(ISchedulerService scheduler) {
    ScheduledJobDefinition job = new ScheduledJobDefinition();
    job.setId(OrphanWatch.class.getName());
    job.setJobClass(Beat.class);
    scheduler.scheduleLocalJob(BEAT.toMillis(), job);
  }

  /**
   * Only what became an orphan since the last look: the rest was announced and may wait in a queue
   * of this process.
   */
  synchronized void look() {
    nodes.beat(clock.instant());
    Instant begun = nodes.earliestStart();
    if (begun.isAfter(announcedUpTo)) {
      chunks.announce(announcedUpTo, begun);
      announcedUpTo = begun;
    }
  }

  /** One beat; Quartz makes it, Spring fills it. */
  public static final class Beat implements HapiJob {
    @Autowired private OrphanWatch watch;

    @Override
    public void execute(JobExecutionContext context) {
      watch.look();
    }
  }
}
