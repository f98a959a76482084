package dev.mortar.audit;

import ca.uhn.fhir.jpa.model.sched.HapiJob;
import ca.uhn.fhir.jpa.model.sched.IHasScheduledJobs;
import ca.uhn.fhir.jpa.model.sched.ISchedulerService;
import ca.uhn.fhir.jpa.model.sched.ScheduledJobDefinition;
import java.time.Duration;
import org.quartz.JobExecutionContext;
import org.springframework.beans.factory.annotation.Autowired;

/** Looks every hour, on one node, whether a day is over whose events are not signed. */
final class AuditRootJob implements IHasScheduledJobs {
  private static final Duration INTERVAL = Duration.ofHours(1);

  @Override
  public void scheduleJobs(ISchedulerService scheduler) {
    ScheduledJobDefinition job = new ScheduledJobDefinition();
    job.setId(AuditRootJob.class.getName());
    job.setJobClass(Run.class);
    scheduler.scheduleClusteredJob(INTERVAL.toMillis(), job);
  }

  /** One look; Quartz makes it, Spring fills it. */
  public static final class Run implements HapiJob {
    @Autowired private AuditRoots roots;

    @Override
    public void execute(JobExecutionContext context) {
      roots.close();
    }
  }
}
