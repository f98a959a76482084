package dev.mortar.storage.archive;

import ca.uhn.fhir.jpa.model.sched.HapiJob;
import ca.uhn.fhir.jpa.model.sched.IHasScheduledJobs;
import ca.uhn.fhir.jpa.model.sched.ISchedulerService;
import ca.uhn.fhir.jpa.model.sched.ScheduledJobDefinition;
import java.time.Duration;
import org.quartz.JobExecutionContext;
import org.springframework.beans.factory.annotation.Autowired;

/** Archives twice a day, on one node, where an operator wants it so. */
final class ArchiveJob implements IHasScheduledJobs {
  private static final Duration INTERVAL = Duration.ofHours(12);

  private final ArchiveProperties properties;

  ArchiveJob(ArchiveProperties properties) {
    this.properties = properties;
  }

  @Override
  public void scheduleJobs(ISchedulerService scheduler) {
    if (!properties.scheduled()) {
      return;
    }
    ScheduledJobDefinition job = new ScheduledJobDefinition();
    job.setId(ArchiveJob.class.getName());
    job.setJobClass(Run.class);
    scheduler.scheduleClusteredJob(INTERVAL.toMillis(), job);
  }

  /** One run; Quartz makes it, Spring fills it. */
  public static final class Run implements HapiJob {
    @Autowired private Archive archive;
    @Autowired private ArchiveProperties properties;

    @Override
    public void execute(JobExecutionContext context) {
      archive.run(properties.period());
    }
  }
}
