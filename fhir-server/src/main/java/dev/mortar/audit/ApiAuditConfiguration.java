package dev.mortar.audit;

import dev.mortar.storage.FhirProperties;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Has the admin API and the handshakes of WebSockets leave their trace. */
@Configuration(proxyBeanMethods = false)
class ApiAuditConfiguration {
  @Bean
  ApiAudit apiAudit(ObjectProvider<AuditTrail> trail, AuditEvents events) {
    return new ApiAudit(trail::getObject, events);
  }

  /** Behind the gate, which tells of those that it turns away. */
  @Bean
  FilterRegistrationBean<ApiAudit> apiAuditOnEveryRequest(ApiAudit audit) {
    var registration = new FilterRegistrationBean<>(audit);
    registration.addUrlPatterns("/api/*", FhirProperties.SOCKET_PATH);
    registration.setOrder(Ordered.LOWEST_PRECEDENCE);
    return registration;
  }
}
