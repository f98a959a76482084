package dev.mortar.storage.retention;

import ca.uhn.fhir.jpa.model.sched.HapiJob;
import ca.uhn.fhir.jpa.model.sched.IHasScheduledJobs;
import ca.uhn.fhir.jpa.model.sched.ISchedulerService;
import ca.uhn.fhir.jpa.model.sched.ScheduledJobDefinition;
import java.time.Duration;
import org.quartz.JobExecutionContext;
import org.springframework.beans.factory.annotation.Autowired;

/** Has the retention policies obeyed every hour, by one node, where an operator wants it so. */
final class DisposalJob implements IHasScheduledJobs {
  private static final Duration INTERVAL = Duration.ofHours(1);

  private final boolean wanted;

  DisposalJob(RetentionProperties properties) {
    this.wanted = properties.scheduled();
  }

  @Override
  public void scheduleJobs(ISchedulerService scheduler) {
    if (!wanted) {
      return;
    }
    ScheduledJobDefinition job = new ScheduledJobDefinition();
    job.setId(DisposalJob.class.getName());
    job.setJobClass(Run.class);
    scheduler.scheduleClusteredJob(INTERVAL.toMillis(), job);
  }

  /** One run; Quartz makes it, Spring fills it. */
  public static final class Run implements HapiJob {
    @Autowired private Disposal disposal;

    @Override
    public void execute(JobExecutionContext context) {
      disposal.run();
    }
  }
}
