package dev.mortar.storage;

import ca.uhn.fhir.jpa.mdm.config.MdmConsumerConfig;
import ca.uhn.fhir.jpa.mdm.config.MdmSubmitterConfig;
import ca.uhn.fhir.jpa.searchparam.config.NicknameServiceConfig;
import ca.uhn.fhir.mdm.api.IMdmSettings;
import ca.uhn.fhir.mdm.api.MdmModeEnum;
import ca.uhn.fhir.mdm.provider.MdmControllerHelper;
import ca.uhn.fhir.mdm.provider.PatientMatchProvider;
import ca.uhn.fhir.mdm.rules.config.MdmSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.io.ClassPathResource;

/**
 * {@code Patient/$match}: finds the patient whom someone means. It only answers; golden records
 * beside the patients would show up in every search.
 */
@Configuration(proxyBeanMethods = false)
@Import({MdmConsumerConfig.class, MdmSubmitterConfig.class, NicknameServiceConfig.class})
class MatchConfiguration {
  @Bean
  static LateMatching lateMatching() {
    return new LateMatching();
  }

  /** The rules come with the program, so a test judges them and not each start. */
  @Bean
  IMdmSettings mdmSettings() throws IOException {
    var settings = new MdmSettings(unjudged -> {}).setEnabled(true).setScriptText(rules());
    settings.setMdmMode(MdmModeEnum.MATCH_ONLY);
    return settings;
  }

  static String rules() throws IOException {
    return new ClassPathResource("match-rules.json").getContentAsString(StandardCharsets.UTF_8);
  }

  @Bean
  PatientMatchProvider patientMatchProvider(@Lazy MdmControllerHelper helper) {
    return new PatientMatchProvider(helper);
  }
}
