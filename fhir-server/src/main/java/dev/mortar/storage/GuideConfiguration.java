package dev.mortar.storage;

import ca.uhn.fhir.batch2.api.IJobCoordinator;
import ca.uhn.fhir.batch2.jobs.reindex.ReindexJobParameters;
import ca.uhn.fhir.batch2.jobs.reindex.ReindexUtils;
import ca.uhn.fhir.batch2.model.JobInstanceStartRequest;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.dao.tx.IHapiTransactionService;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry;
import dev.mortar.ig.GuidePackage;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The implementation guide inside the running server. */
@Configuration(proxyBeanMethods = false)
class GuideConfiguration {
  @Bean
  GuidePackage guidePackage(FhirContext fhir) {
    return new GuidePackage(fhir);
  }

  @Bean
  @DependsOn(StorageTables.READY)
  GuideInstaller guideInstaller(
      GuidePackage guide,
      DaoRegistry daos,
      IHapiTransactionService transactions,
      ISearchParamRegistry searchParameters,
      JdbcClient jdbc) {
    return new GuideInstaller(guide, daos, transactions, searchParameters, new Installed(jdbc));
  }

  /** Runs when HAPI knows its jobs, and before the server says that it is ready. */
  @Bean
  ApplicationRunner reindexAfterUpgrade(GuideInstaller guide, IJobCoordinator jobs) {
    return arguments -> {
      if (!guide.toReindex().isEmpty()) {
        var parameters = new ReindexJobParameters();
        guide.toReindex().forEach(type -> parameters.addUrl(type + "?"));
        var request = new JobInstanceStartRequest(ReindexUtils.JOB_REINDEX, parameters);
        jobs.startInstance(SystemRequestDetails.forAllPartitions(), request);
      }
    };
  }
}
