package dev.mortar.security;

import ca.uhn.fhir.batch2.api.IJobCoordinator;
import ca.uhn.fhir.context.FhirContext;
import dev.mortar.access.PolicyTable;
import dev.mortar.storage.ImportRule;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What an export may hold, and whose it is; what an import may bring. */
@Configuration(proxyBeanMethods = false)
class ExportConfiguration {
  @Bean
  ExportRules exportRules(ReadRules rules, ObjectProvider<IJobCoordinator> jobs) {
    return new ExportRules(rules, jobs::getObject);
  }

  @Bean
  ImportRule importRule(FhirContext fhir) {
    return new ImportedRecords(PolicyTable.shipped(), fhir);
  }
}
