package dev.mortar.security;

import ca.uhn.fhir.jpa.model.sched.HapiJob;
import ca.uhn.fhir.jpa.model.sched.IHasScheduledJobs;
import ca.uhn.fhir.jpa.model.sched.ISchedulerService;
import ca.uhn.fhir.jpa.model.sched.ScheduledJobDefinition;
import java.time.Duration;
import org.quartz.JobExecutionContext;
import org.springframework.beans.factory.annotation.Autowired;

/** Looks twice a day, on one node, whether a quarter has begun and which licences end. */
final class AccessReviewJob implements IHasScheduledJobs {
  private static final Duration INTERVAL = Duration.ofHours(12);

  @Override
  public void scheduleJobs(ISchedulerService scheduler) {
    ScheduledJobDefinition job = new ScheduledJobDefinition();
    job.setId(AccessReviewJob.class.getName());
    job.setJobClass(Run.class);
    scheduler.scheduleClusteredJob(INTERVAL.toMillis(), job);
  }

  /** One look; Quartz makes it, Spring fills it. */
  public static final class Run implements HapiJob {
    @Autowired private AccessReviews reviews;
    @Autowired private LicenceReviews licences;

    @Override
    public void execute(JobExecutionContext context) {
      licences.open();
      reviews.open();
    }
  }
}
