package dev.mortar.storage;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.cqframework.cql.cql2elm.model.CompiledLibrary;
import org.cqframework.cql.cql2elm.model.Model;
import org.hl7.cql.model.ModelIdentifier;
import org.hl7.elm.r1.VersionedIdentifier;
import org.opencds.cqf.cql.engine.runtime.Code;
import org.opencds.cqf.fhir.cql.EvaluationSettings;
import org.opencds.cqf.fhir.cr.hapi.config.r4.ApplyOperationConfig;
import org.opencds.cqf.fhir.cr.hapi.config.r4.CrR4Config;
import org.opencds.cqf.fhir.cr.measure.CareGapsProperties;
import org.opencds.cqf.fhir.cr.measure.MeasureEvaluationOptions;
import org.opencds.cqf.fhir.utility.client.TerminologyServerClientSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Clinical reasoning: {@code $apply}, {@code $evaluate-measure}, {@code $care-gaps}. */
@Configuration(proxyBeanMethods = false)
@Import({CrR4Config.class, ApplyOperationConfig.class})
class ReasoningConfiguration {
  @Bean
  EvaluationSettings evaluationSettings() {
    var settings = EvaluationSettings.getDefault();
    Map<VersionedIdentifier, CompiledLibrary> libraries = new ConcurrentHashMap<>();
    Map<ModelIdentifier, Model> models = new ConcurrentHashMap<>();
    Map<String, List<Code>> valueSets = new ConcurrentHashMap<>();
    settings.setLibraryCache(libraries);
    settings.setModelCache(models);
    settings.setValueSetCache(valueSets);
    return settings;
  }

  @Bean
  MeasureEvaluationOptions measureEvaluationOptions(EvaluationSettings settings) {
    var options = new MeasureEvaluationOptions();
    options.setEvaluationSettings(settings);
    return options;
  }

  @Bean
  TerminologyServerClientSettings terminologyServerClientSettings() {
    return TerminologyServerClientSettings.getDefault();
  }

  @Bean
  CareGapsProperties careGapsProperties() {
    return new CareGapsProperties();
  }
}
