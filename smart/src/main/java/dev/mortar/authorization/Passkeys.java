package dev.mortar.authorization;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.webauthn4j.util.exception.WebAuthnException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Passkeys of people: what a page asks the browser for, and what becomes of the answer. The device
 * must see to it who holds it (by finger, face or PIN), so that one alone is two factors.
 *
 * @see <a href="https://www.w3.org/TR/webauthn-3/">Web Authentication</a>
 */
final class Passkeys {
  static final int LONGEST_LABEL = 60;

  private static final int MOST = 20;
  private static final int RANDOM_BYTES = 32;
  private static final Duration GOOD_FOR = Duration.ofMinutes(5);

  private final PasskeyTable table;
  private final PasskeyCeremony ceremony;
  private final Clock clock;
  private final SecureRandom random;

  Passkeys(PasskeyTable table, PasskeyCeremony ceremony, Clock clock, SecureRandom random) {
    this.table = table;
    this.ceremony = ceremony;
    this.clock = clock;
    this.random = random;
  }

  List<Passkey> of(String username) {
    return table.of(username);
  }

  boolean remove(String username, String id) {
    return table.remove(username, id);
  }

  PasskeyChallenge ask() {
    return challenge("");
  }

  /** For a new passkey. A person has one handle, by which a device sees what it keeps already. */
  PasskeyChallenge askForNew(String username) {
    return challenge(
        table.of(username).stream().findFirst().map(Passkey::userHandle).orElseGet(this::random));
  }

  /** What the browser is asked for to sign in; it says nothing about anybody. */
  String requestOptions(PasskeyChallenge asked) {
    return options(asked)
        .put("rpId", ceremony.party())
        .put("userVerification", "required")
        .toString();
  }

  String creationOptions(String username, PasskeyChallenge asked) {
    ObjectNode options = options(asked);
    options.putObject("rp").put("id", ceremony.party()).put("name", "Mortar");
    options
        .putObject("user")
        .put("id", asked.userHandle())
        .put("name", username)
        .put("displayName", username);
    ArrayNode algorithms = options.putArray("pubKeyCredParams");
    PasskeyCeremony.ALGORITHMS.forEach(
        alg -> algorithms.addObject().put("type", "public-key").put("alg", alg.getValue()));
    options
        .putObject("authenticatorSelection")
        .put("residentKey", "required")
        .put("requireResidentKey", true)
        .put("userVerification", "required");
    ArrayNode known = options.putArray("excludeCredentials");
    table
        .of(username)
        .forEach(one -> known.addObject().put("type", "public-key").put("id", one.id()));
    return options.put("attestation", "none").toString();
  }

  /** Whether the device's answer fits what was asked, and the passkey is the person's now. */
  boolean add(String username, String label, PasskeyAnswer answer) {
    String name = label.strip();
    if (expired(answer) || name.isEmpty() || name.length() > LONGEST_LABEL) {
      return false;
    }
    try {
      return table.of(username).size() < MOST
          && table.add(ceremony.register(username, name, answer, clock.instant()));
    } catch (WebAuthnException | IllegalArgumentException e) {
      return false;
    }
  }

  /** Whose passkey has answered what was asked; nobody's if anything is wrong with it. */
  Optional<String> signedIn(PasskeyAnswer answer) {
    if (expired(answer)) {
      return Optional.empty();
    }
    try {
      PasskeyAnswer.Parts parts = answer.parts();
      Optional<Passkey> known = table.find(text(parts.credentialId()));
      if (known.isEmpty()) {
        return Optional.empty();
      }
      long count = ceremony.verify(known.get(), parts, answer.asked());
      return table.use(known.get().id(), count, clock.instant())
          ? Optional.of(known.get().username())
          : Optional.empty();
    } catch (WebAuthnException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private boolean expired(PasskeyAnswer answer) {
    return !answer.given() || !clock.instant().isBefore(answer.asked().until());
  }

  private PasskeyChallenge challenge(String userHandle) {
    return new PasskeyChallenge(random(), userHandle, clock.instant().plus(GOOD_FOR));
  }

  private String random() {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return text(bytes);
  }

  private static ObjectNode options(PasskeyChallenge asked) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("challenge", asked.value())
        .put("timeout", GOOD_FOR.toMillis());
  }
}
