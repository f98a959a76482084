package dev.mortar.bench.open;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import dev.mortar.access.Caller;
import dev.mortar.access.Role;
import dev.mortar.access.Scopes;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.SecurityFilterChain;

/**
 * The packaged program, but nobody's token is read and nothing is asked of the policy; every
 * request is taken for the manager's, and audited as such. It lies outside of the program and is
 * started by the benchmark alone.
 */
@Configuration(proxyBeanMethods = false)
public class OpenServer {
  private static final String PROGRAM = "dev.mortar.MortarServer";

  /** Under this name a request of HAPI carries its caller. */
  private static final String CALLER = "dev.mortar.security.RequestCaller";

  private static final List<String> CHECKS =
      List.of("fhirApi", "requestGate", "readFilter", "writeRules");

  public static void main(String[] args) throws ClassNotFoundException {
    new SpringApplication(Class.forName(PROGRAM), OpenServer.class).run(args);
  }

  /** Fails if one of them has another name by now: then the comparison would say nothing. */
  @Bean
  static BeanDefinitionRegistryPostProcessor withoutChecks() {
    return beans -> CHECKS.forEach(beans::removeBeanDefinition);
  }

  @Bean
  @Order(1)
  SecurityFilterChain open(HttpSecurity http) throws Exception {
    return http.securityMatcher(request -> request.getRequestURI().startsWith("/fhir"))
        .csrf(AbstractHttpConfigurer::disable)
        .sessionManagement(AbstractHttpConfigurer::disable)
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .build();
  }

  @Bean
  Everybody everybody() {
    return new Everybody();
  }

  /** Says who asks, for the audit, which then has as much to write as that of a token. */
  @Interceptor
  public static final class Everybody {
    private static final Caller MANAGER =
        new Caller(
            "manager",
            Role.MANAGER,
            Optional.of("Practitioner/demo-manager"),
            Optional.empty(),
            Scopes.parse("user/*.cruds"),
            "mortar-web");

    @Hook(Pointcut.SERVER_INCOMING_REQUEST_POST_PROCESSED)
    public void received(RequestDetails request) {
      request.getUserData().put(CALLER, MANAGER);
    }
  }
}
