package dev.mortar.storage.web;

import dev.mortar.storage.FhirProperties;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Limits and error pages of the web server. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration {
  @Bean
  FilterRegistrationBean<BodyLimit> bodyLimit(FhirProperties properties) {
    var registration = new FilterRegistrationBean<>(new BodyLimit(properties.maxBody().toBytes()));
    registration.addUrlPatterns("/fhir/*");
    registration.setOrder(Ordered.LOWEST_PRECEDENCE);
    return registration;
  }

  @Bean
  FailureLog failureLog() {
    return new FailureLog();
  }

  @Bean
  CommitFailures commitFailures() {
    return new CommitFailures();
  }

  /** Last, because Spring Boot sets a valve of its own. */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> outcomeErrorPages() {
    return new OutcomeErrorPages();
  }

  private static final class OutcomeErrorPages
      implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>, Ordered {
    @Override
    public int getOrder() {
      return LOWEST_PRECEDENCE;
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
      factory.addContextCustomizers(
          context -> {
            if (context.getParent() instanceof StandardHost host) {
              host.setErrorReportValveClass(OutcomeErrorReportValve.class.getName());
            }
          });
    }
  }
}
