package dev.mortar.audit;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Has the admin API leave its trace. */
@Configuration(proxyBeanMethods = false)
class ApiAuditConfiguration {
  @Bean
  ApiAudit apiAudit(ObjectProvider<AuditTrail> trail, AuditEvents events) {
    return new ApiAudit(trail::getObject, events);
  }

  @Bean
  WebMvcConfigurer apiAuditOnEveryRequest(ApiAudit audit) {
    return new WebMvcConfigurer() {
      @Override
      public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(audit).addPathPatterns("/api/**");
      }
    };
  }
}
