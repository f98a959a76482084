package dev.mortar.authorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAddressTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "198.18.0.1",
        "192.0.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fc00::1",
        "fd00:ec2::254",
        "::ffff:127.0.0.1",
        "2002:7f00:1::",
        "64:ff9b::7f00:1"
      })
  void whatIsNotOfTheInternetIsNotAsked(String address) throws Exception {
    assertThat(PublicAddress.is(InetAddress.getByName(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.8.8.8", "1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111"})
  void addressesOfTheInternetAre(String address) throws Exception {
    assertThat(PublicAddress.is(InetAddress.getByName(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://127.0.0.1:%d/", "https://localhost:%d/", "http://127.0.0.1:%d/"})
  void thisMachineIsConnectedToWithoutAByteSaid(String address) throws Exception {
    var keys = new GuardedJwks((SSLSocketFactory) SSLSocketFactory.getDefault());
    try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      server.setSoTimeout(5_000);
      URI uri = URI.create(address.formatted(server.getLocalPort()));
      assertThatThrownBy(() -> keys.fetch(uri))
          .isInstanceOf(IOException.class)
          .message()
          .containsAnyOf("not a public one", "https only");
      if (uri.getScheme().equals("https")) {
        try (var connection = server.accept()) {
          connection.setSoTimeout(5_000);
          assertThat(connection.getInputStream().read()).isEqualTo(-1);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {
        "null, 0",
        "no-store, 0",
        "'max-age=60, no-cache', 0",
        "max-age=60, 60",
        "'public, max-age=86400', 600",
        "private, 0"
      })
  void anAnswerIsFreshAsLongAsItSaysAndNeverLong(String header, long seconds) {
    assertThat(GuardedJwks.fresh(header)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void anAddressThatNobodyKnowsFailsWithoutHarm() {
    var keys = new GuardedJwks((SSLSocketFactory) SSLSocketFactory.getDefault());
    assertThatThrownBy(() -> keys.fetch(URI.create("https://no-such-host.invalid/keys")))
        .isInstanceOf(IOException.class);
  }
}
