package dev.mortar.demo;

import dev.mortar.access.Role;
import dev.mortar.authorization.Accounts;
import dev.mortar.authorization.ServerAddress;
import dev.mortar.store.FhirStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** Demo users, their tokens, and the lines that say how to sign in. */
@Configuration(proxyBeanMethods = false)
@Profile("demo")
class DemoSignIns {
  @Bean
  DemoAccounts demoAccounts(Accounts accounts, @Value("${mortar.data}") Path data) {
    return new DemoAccounts(accounts, data.resolve("demo-password.txt"));
  }

  @Bean
  ApplicationRunner demoAccountsPrepared(DemoAccounts demo) {
    return arguments -> demo.prepare();
  }

  @Bean
  DemoLicences demoLicences(FhirStore store, Clock clock) {
    return new DemoLicences(store, clock);
  }

  /** Printed rather than logged: a log is kept and sent elsewhere, a console is looked at. */
  @Bean
  ApplicationListener<ApplicationReadyEvent> signInsShown(DemoAccounts demo, ServerAddress server) {
    return ready ->
        System.out.printf(
            """

            Mortar runs.
              Web app   %s
              FHIR      %s
              Sign in   as %s
              Password  %s

            """,
            server.of("/app/"),
            server.fhir(),
            Arrays.stream(Role.values()).map(Role::code).collect(Collectors.joining(", ")),
            demo.prepare());
  }
}
