package dev.mortar.cds;

import ca.uhn.fhir.context.FhirContext;
import dev.mortar.authorization.ServerAddress;
import dev.mortar.automation.Foresight;
import dev.mortar.ehr.LentAccess;
import dev.mortar.priority.LabJudge;
import dev.mortar.security.EhrPatients;
import dev.mortar.security.HookReading;
import dev.mortar.store.FhirStore;
import dev.mortar.worklist.Worklist;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** The decision services, in the order in which discovery tells of them. */
@Configuration(proxyBeanMethods = false)
class CdsConfiguration {
  @Bean
  HookJson hookJson() {
    return new HookJson();
  }

  @Bean
  Prefetch prefetch(FhirContext fhir, LentAccess access) {
    return new Prefetch(fhir, access);
  }

  @Bean
  KnownPatients knownPatients(Prefetch prefetch, EhrPatients patients, HookReading reading) {
    return new KnownPatients(prefetch, patients, reading);
  }

  @Bean
  @Order(1)
  PatientViewService patientViewService(
      KnownPatients patients,
      Worklist worklist,
      FhirStore store,
      LabJudge judge,
      ServerAddress server,
      Clock clock) {
    House house = new House(server);
    return new PatientViewService(
        patients,
        new TaskCards(worklist, store, house),
        new ResultCards(store, judge, house, clock));
  }

  @Bean
  @Order(2)
  DischargeService dischargeService(
      KnownPatients patients,
      Prefetch prefetch,
      Foresight foresight,
      Worklist worklist,
      FhirContext fhir,
      ServerAddress server,
      Clock clock) {
    return new DischargeService(
        patients, prefetch, foresight, worklist, fhir, new House(server), clock);
  }
}
