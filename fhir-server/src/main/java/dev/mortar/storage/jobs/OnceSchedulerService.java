package dev.mortar.storage.jobs;

import ca.uhn.fhir.jpa.model.sched.IHapiScheduler;
import ca.uhn.fhir.jpa.sched.HapiSchedulerServiceImpl;
import java.time.Clock;
import java.time.Duration;

/** HAPI's scheduler service with {@link OnceScheduler} for the jobs of the whole cluster. */
final class OnceSchedulerService extends HapiSchedulerServiceImpl {
  /**
   * Longer than any pass of HAPI's maintenance; a job that holds its turn gives it back when done.
   */
  private static final Duration LEASE = Duration.ofMinutes(30);

  private final ClusterTurns turns;
  private final Clock clock;

  OnceSchedulerService(ClusterTurns turns, Clock clock) {
    this.turns = turns;
    this.clock = clock;
  }

  @Override
  protected IHapiScheduler getClusteredScheduler() {
    return new OnceScheduler(mySchedulerJobFactory, turns, LEASE, clock);
  }
}
