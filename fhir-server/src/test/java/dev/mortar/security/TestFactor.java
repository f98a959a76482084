package dev.mortar.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.server.TestServer;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A telephone with codes.
 *
 * @param recovery one of the codes for the day on which it is lost
 * @param enrolled the code by which it was taken into use
 */
record TestFactor(TestServer server, String secret, String recovery, String enrolled) {

  /** Takes a second factor into use for whoever is signed in. */
  static TestFactor enrolledBy(TestBrowser browser, TestServer server)
      throws GeneralSecurityException {
    String page = browser.get("/login/second-factor").body();
    String secret = found("secret=([A-Z2-7]+)", page);
    String code = code(server, secret);
    String codes =
        browser.post("/login/second-factor", Map.of("_csrf", csrf(page), "code", code)).body();
    return new TestFactor(server, secret, found("<li><code>([A-Z2-7-]+)</code>", codes), code);
  }

  static String csrf(String page) {
    return found("name=\"_csrf\" value=\"([^\"]+)\"", page);
  }

  private static String found(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as(text).isTrue();
    return matcher.group(1);
  }

  /** What a telephone would show; written apart from the product, so that both can be wrong. */
  private static String code(TestServer server, String secret) throws GeneralSecurityException {
    var bits = new StringBuilder();
    for (char letter : secret.toCharArray()) {
      int value = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter);
      bits.append(Integer.toBinaryString(32 + value).substring(1));
    }
    byte[] key = new byte[bits.length() / 8];
    for (int i = 0; i < key.length; i++) {
      key[i] = (byte) Integer.parseInt(bits.substring(8 * i, 8 * i + 8), 2);
    }
    Mac mac = Mac.getInstance("HmacSHA1");
    mac.init(new SecretKeySpec(key, "HmacSHA1"));
    long step = server.bean(Clock.class).instant().getEpochSecond() / 30;
    byte[] hash = mac.doFinal(ByteBuffer.allocate(8).putLong(step).array());
    int number = ByteBuffer.wrap(hash).getInt(hash[19] & 15) & 0x7fffffff;
    return "%06d".formatted(number % 1_000_000);
  }
}
