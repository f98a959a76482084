package dev.mortar.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class PasskeysTest {
  private static final String HERE = "https://mortar.example";

  private final TestClock clock = new TestClock();
  private final JdbcClient jdbc = TestDatabase.jdbc();
  private final Passkeys passkeys =
      new Passkeys(
          new PasskeyTable(jdbc),
          new PasskeyCeremony(new ServerAddress(URI.create(HERE))),
          clock,
          new SecureRandom());
  private final TestDevice device = new TestDevice(HERE);

  @Test
  void anAnswerIsGoodForFiveMinutes() {
    assertThat(add("anna", device)).isTrue();
    PasskeyAnswer late = answer(device);
    clock.advance(Duration.ofMinutes(5));
    assertThat(passkeys.signedIn(late)).isEmpty();
    assertThat(passkeys.signedIn(answer(device))).contains("anna");
    assertThat(passkeys.of("anna").getFirst().lastUsed()).contains(clock.instant());
  }

  @Test
  void aDeviceThatCountsMustAlwaysCountOn() {
    assertThat(add("anna", device.counting(7))).isTrue();
    assertThat(passkeys.signedIn(answer(device.counting(8)))).contains("anna");
    assertThat(passkeys.signedIn(answer(device.counting(8)))).as("a copy of it").isEmpty();
    assertThat(passkeys.signedIn(answer(device.counting(0)))).isEmpty();
    assertThat(passkeys.signedIn(answer(device.counting(12)))).contains("anna");
  }

  @Test
  void aDeviceThatDoesNotSeeWhoHoldsItIsRefused() {
    assertThat(add("anna", device.verifying(false))).isFalse();
    assertThat(add("anna", device.verifying(true))).isTrue();
    assertThat(passkeys.signedIn(answer(device.verifying(false)))).isEmpty();
  }

  @Test
  void anAnswerOfAnotherOriginPartyOrChallengeIsRefused() {
    assertThat(add("anna", device.at("https://evil.example"))).isFalse();
    assertThat(add("anna", device.at(HERE).forParty("evil.example"))).isFalse();
    assertThat(add("anna", device.forParty("mortar.example"))).isTrue();
    assertThat(passkeys.signedIn(answer(device.at("https://evil.example")))).isEmpty();
    assertThat(passkeys.signedIn(answer(device.at(HERE + ":444")))).isEmpty();
    assertThat(passkeys.signedIn(answer(device.at(HERE).forParty("example")))).isEmpty();
    device.forParty("mortar.example");
    String other = device.sign(passkeys.requestOptions(passkeys.ask()));
    assertThat(passkeys.signedIn(new PasskeyAnswer(other, passkeys.ask()))).isEmpty();
    assertThat(passkeys.signedIn(new PasskeyAnswer(other, PasskeyChallenge.NONE))).isEmpty();
  }

  @Test
  void aPasskeyBelongsToWhoeverAddedItFirst() {
    assertThat(add("anna", device)).isTrue();
    assertThat(add("bert", device)).isFalse();
    assertThat(passkeys.remove("bert", device.id())).isFalse();
    // The device now says that it is bert's, which the server knows better.
    assertThat(passkeys.signedIn(answer(device))).isEmpty();
  }

  @Test
  void aPersonHasOneHandleAndTheDeviceHearsWhatItKeepsAlready() {
    assertThat(add("anna", device)).isTrue();
    PasskeyChallenge asked = passkeys.askForNew("anna");
    assertThat(asked.userHandle()).isEqualTo(passkeys.of("anna").getFirst().userHandle());
    assertThat(passkeys.askForNew("bert").userHandle()).isNotEqualTo(asked.userHandle());
    assertThat(passkeys.creationOptions("anna", asked)).contains(device.id());
    assertThat(passkeys.requestOptions(passkeys.ask())).doesNotContain(device.id());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-",
        "null",
        "[]",
        "{}",
        "{\"id\":7}",
        "{\"id\":\"AAAA\"}",
        "{\"id\":\"ID\",\"response\":{}}",
        "{\"id\":\"ID\",\"response\":{\"clientDataJSON\":\"AA\",\"authenticatorData\":\"AA\",\"signature\":\"AA\",\"attestationObject\":\"AA\"}}",
        "{\"id\":\"ID\",\"response\":{\"clientDataJSON\":\"e30\",\"authenticatorData\":\"oA\",\"signature\":\"AA\",\"attestationObject\":\"oA\"}}",
        "{\"id\":\"ID\",\"response\":{\"clientDataJSON\":\"bnVsbA\",\"authenticatorData\":\"9g\",\"signature\":\"AA\",\"attestationObject\":\"9g\"}}"
      })
  void whatIsNoAnswerIsRefused(String text) {
    assertThat(add("anna", device)).isTrue();
    String json = text.replace("ID", device.id());
    assertThat(passkeys.signedIn(new PasskeyAnswer(json, passkeys.ask()))).isEmpty();
    assertThat(passkeys.add("anna", "x", new PasskeyAnswer(json, passkeys.askForNew("anna"))))
        .isFalse();
  }

  @Test
  void aPasskeyHasANameAndAPersonAtMostTwenty() {
    PasskeyChallenge asked = passkeys.askForNew("anna");
    String json = device.create(passkeys.creationOptions("anna", asked));
    assertThat(passkeys.add("anna", " ", new PasskeyAnswer(json, asked))).isFalse();
    assertThat(passkeys.add("anna", "x".repeat(61), new PasskeyAnswer(json, asked))).isFalse();
    for (int i = 0; i < 20; i++) {
      assertThat(add("anna", new TestDevice(HERE))).isTrue();
    }
    assertThat(add("anna", device)).isFalse();
  }

  @Test
  void withAPasskeyTheAccountHasASecondFactorUntilItIsRemoved() {
    var factors = new SecondFactors(jdbc, TestSeal.newest(), clock, new SecureRandom());
    assertThat(factors.accepts("anna", "")).isTrue();
    assertThat(add("anna", device)).isTrue();
    assertThat(factors.has("anna")).isTrue();
    assertThat(factors.accepts("anna", "")).isFalse();
    String recovery = factors.recoveryCodesIfNone("anna").getFirst();
    assertThat(factors.recoveryCodesIfNone("anna")).isEmpty();
    assertThat(factors.accepts("anna", recovery)).isTrue();
    assertThat(factors.accepts("anna", recovery)).isFalse();
    factors.remove("anna");
    assertThat(factors.has("anna")).isFalse();
    assertThat(passkeys.of("anna")).isEmpty();
  }

  private boolean add(String username, TestDevice by) {
    PasskeyChallenge asked = passkeys.askForNew(username);
    String json = by.create(passkeys.creationOptions(username, asked));
    return passkeys.add(username, "A device", new PasskeyAnswer(json, asked));
  }

  private PasskeyAnswer answer(TestDevice by) {
    PasskeyChallenge asked = passkeys.ask();
    return new PasskeyAnswer(by.sign(passkeys.requestOptions(asked)), asked);
  }
}
