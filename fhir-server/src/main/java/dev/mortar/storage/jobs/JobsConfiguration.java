package dev.mortar.storage.jobs;

import ca.uhn.fhir.batch2.channel.BatchJobSender;
import ca.uhn.fhir.batch2.maintenance.JobMaintenanceServiceImpl;
import ca.uhn.fhir.jpa.model.sched.ISchedulerService;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Replaces HAPI's scheduler service and adds the watch over orphaned work. */
@Configuration(proxyBeanMethods = false)
class JobsConfiguration {
  private static final Duration MAINTENANCE = Duration.ofSeconds(2);

  /** In the place of HAPI's bean, see {@code ReplacedBeans}. */
  @Bean
  ISchedulerService onceSchedulerService(JdbcClient jdbc, Clock clock) {
    return new OnceSchedulerService(new ClusterTurns(jdbc), clock).setDefaultGroup("HAPI");
  }

  /**
   * HAPI moves a job to its next step once a minute, which makes a small export take four. A look
   * every two seconds costs two short statements.
   */
  @Bean
  static BeanPostProcessor promptJobMaintenance() {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof JobMaintenanceServiceImpl maintenance) {
          maintenance.setScheduledJobFrequencyMillis(MAINTENANCE.toMillis());
        }
        return bean;
      }
    };
  }

  @Bean
  OrphanWatch orphanWatch(JdbcClient jdbc, BatchJobSender sender, Clock clock) {
    return new OrphanWatch(new Nodes(jdbc), new OrphanedChunks(jdbc, sender), clock);
  }
}
