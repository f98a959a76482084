package dev.mortar.security;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mortar.authorization.ServerAddress;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleKey;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.Ssl;

class TlsConfigurationTest {
  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.1", "TLSv1", "SSLv3", "SSLv2Hello"})
  void whatIsOlderThanTwelveStopsTheStart(String protocol) {
    assertThatThrownBy(() -> start("https://mortar.example", "TLSv1.3", protocol))
        .hasMessageContaining("TLSv1.3 and TLSv1.2 only");
  }

  @Test
  void anAddressWithoutTlsStopsTheStart() {
    assertThatThrownBy(() -> start("http://mortar.example", "TLSv1.3"))
        .hasMessageContaining("mortar.base-url must begin with https://");
  }

  @Test
  void whatIsSafeStarts() {
    assertThatCode(() -> start("https://mortar.example", "TLSv1.3", "TLSv1.2"))
        .doesNotThrowAnyException();
    assertThatCode(() -> start("https://mortar.example")).doesNotThrowAnyException();
  }

  @Test
  void withoutTlsNothingIsAsked() {
    new TlsConfiguration()
        .safeTls(new DefaultSslBundleRegistry(), address("http://127.0.0.1:8080"))
        .customize(new TomcatServletWebServerFactory());
  }

  private static void start(String address, String... protocols) {
    var bundles = new DefaultSslBundleRegistry();
    var options = SslOptions.of(null, protocols.length == 0 ? null : protocols);
    bundles.registerBundle("http", SslBundle.of(SslStoreBundle.NONE, SslBundleKey.NONE, options));
    var factory = new TomcatServletWebServerFactory();
    factory.setSsl(Ssl.forBundle("http"));
    new TlsConfiguration().safeTls(bundles, address(address)).customize(factory);
  }

  private static ServerAddress address(String root) {
    return new ServerAddress(URI.create(root));
  }
}
