package dev.mortar.hl7.mllp;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * MLLP over TLS, on a port of its own.
 *
 * @param port 0 takes any free port
 * @param certificate PEM file with our certificate and its chain
 * @param key PEM file with its private key
 * @param keyPassword of the key; empty if it has none
 * @param trust PEM file with the certificates, or those of their issuers, that clients may show
 * @param clients whether a client must show one
 * @param handshakeTimeout how long a peer may take to get in
 * @param reload how soon changed files hold for new connections
 */
@ConfigurationProperties(prefix = "mortar.hl7.tls", ignoreUnknownFields = false)
record TlsProperties(
    @DefaultValue("false") boolean enabled,
    @DefaultValue("127.0.0.1") InetAddress bind,
    @DefaultValue("2576") int port,
    @DefaultValue("") String certificate,
    @DefaultValue("") String key,
    @DefaultValue("") String keyPassword,
    @DefaultValue("") String trust,
    @DefaultValue("required") Clients clients,
    @DefaultValue({"TLSv1.3", "TLSv1.2"}) List<String> protocols,
    @DefaultValue("10s") Duration handshakeTimeout,
    @DefaultValue("10s") Duration reload) {
  private static final Set<String> SAFE = Set.of("TLSv1.3", "TLSv1.2");

  /** What is asked of clients. */
  enum Clients {
    REQUIRED,
    NONE
  }

  TlsProperties {
    protocols = List.copyOf(protocols);
    if (protocols.isEmpty() || !SAFE.containsAll(protocols)) {
      throw new IllegalArgumentException("mortar.hl7.tls.protocols are TLSv1.3 and TLSv1.2");
    }
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("mortar.hl7.tls.port is 0 to 65535");
    }
    if (!handshakeTimeout.isPositive() || !reload.isPositive()) {
      throw new IllegalArgumentException(
          "mortar.hl7.tls: handshake-timeout and reload are above zero");
    }
    if (enabled && (certificate.isBlank() || key.isBlank())) {
      throw new IllegalArgumentException("mortar.hl7.tls needs certificate and key");
    }
    if (enabled && clients == Clients.REQUIRED && trust.isBlank()) {
      throw new IllegalArgumentException(
          "mortar.hl7.tls.trust is needed, or mortar.hl7.tls.clients=none");
    }
  }
}
