package dev.mortar.storage.extraction;

import ca.uhn.fhir.jpa.searchparam.extractor.ISearchParamExtractor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts compiled search parameters in the place of HAPI's interpreted ones. */
@Configuration(proxyBeanMethods = false)
class ExtractionConfiguration {
  @Bean
  ISearchParamExtractor compiledSearchParamExtractor(TokenIndex index) {
    return new CompiledExtractor(index);
  }
}
