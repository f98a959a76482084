package dev.mortar.security;

import dev.mortar.authorization.ServerAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * HTTP over TLS, where {@code server.ssl} says so. The settings are Spring Boot's; a combination
 * that would be weaker than it looks stops the start.
 */
@Configuration(proxyBeanMethods = false)
class TlsConfiguration {
  private static final Set<String> SAFE = Set.of("TLSv1.3", "TLSv1.2");

  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> safeTls(
      SslBundles bundles, ServerAddress server) {
    return factory -> {
      Ssl ssl = factory.getSsl();
      if (Ssl.isEnabled(ssl)) {
        check(
            SAFE.containsAll(protocols(ssl, bundles)),
            "TLS is spoken as TLSv1.3 and TLSv1.2 only: take others out of enabled-protocols of"
                + " server.ssl or of its bundle.");
        check(
            server.issuer().startsWith("https://"),
            "mortar.base-url must begin with https:// where server.ssl is set, or links, cookies"
                + " and tokens would name an address that nobody answers.");
      }
    };
  }

  /** As they are named; where none are, the JDK refuses what is older. */
  private static List<String> protocols(Ssl ssl, SslBundles bundles) {
    String[] named =
        ssl.getBundle() == null
            ? ssl.getEnabledProtocols()
            : bundles.getBundle(ssl.getBundle()).getOptions().getEnabledProtocols();
    return named == null ? List.of() : Arrays.asList(named);
  }

  private static void check(boolean right, String rule) {
    if (!right) {
      throw new IllegalStateException(rule);
    }
  }
}
