package dev.mortar.authorization;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.AuthenticationRequest;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.RegistrationRequest;
import com.webauthn4j.data.attestation.AttestationObject;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.util.exception.WebAuthnException;
import java.net.URI;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Checks what devices answer, by WebAuthn4J: challenge, origin, relying party, presence and
 * verification of the person, signature and count. Which maker built a device is not asked.
 */
final class PasskeyCeremony {
  static final List<COSEAlgorithmIdentifier> ALGORITHMS =
      List.of(
          COSEAlgorithmIdentifier.ES256,
          COSEAlgorithmIdentifier.EdDSA,
          COSEAlgorithmIdentifier.RS256);

  private static final boolean VERIFIED = true;
  private static final boolean PRESENT = true;

  private final String party;
  private final Origin origin;

  PasskeyCeremony(ServerAddress server) {
    URI base = server.base();
    this.party = Objects.requireNonNull(base.getHost(), "mortar.base-url has no host.");
    this.origin = Origin.create(base.getScheme() + "://" + base.getRawAuthority());
  }

  /** The host for which passkeys are made, and where alone a browser uses them. */
  String party() {
    return party;
  }

  /**
   * @throws WebAuthnException if the answer is not to what was asked
   * @throws IllegalArgumentException if it is no answer
   */
  Passkey register(String username, String label, PasskeyAnswer answer, Instant now) {
    PasskeyAnswer.Parts parts = answer.parts();
    var parameters =
        new RegistrationParameters(
            expected(answer.asked()),
            ALGORITHMS.stream()
                .map(
                    alg ->
                        new PublicKeyCredentialParameters(PublicKeyCredentialType.PUBLIC_KEY, alg))
                .toList(),
            VERIFIED,
            PRESENT);
    AttestationObject attestation =
        Objects.requireNonNull(
            Library.MANAGER
                .verify(
                    new RegistrationRequest(
                        parts.part("attestationObject"), parts.part("clientDataJSON")),
                    parameters)
                .getAttestationObject());
    AttestedCredentialData attested =
        Objects.requireNonNull(attestation.getAuthenticatorData().getAttestedCredentialData());
    return new Passkey(
        Passkeys.text(attested.getCredentialId()),
        username,
        answer.asked().userHandle(),
        label,
        new Passkey.Key(
            Passkeys.text(Library.ATTESTED.convert(attested)),
            attestation.getAuthenticatorData().getSignCount(),
            attestation.getAuthenticatorData().isFlagBE()),
        now,
        Optional.empty());
  }

  /**
   * Returns how often the device says it was used.
   *
   * @throws WebAuthnException if the answer is not of this passkey, or not to what was asked
   * @throws IllegalArgumentException if it is no answer
   */
  long verify(Passkey passkey, PasskeyAnswer.Parts parts, PasskeyChallenge asked) {
    if (parts.has("userHandle")
        && !MessageDigest.isEqual(parts.part("userHandle"), bytes(passkey.userHandle()))) {
      throw new IllegalArgumentException("The passkey is of another person.");
    }
    var request =
        new AuthenticationRequest(
            parts.credentialId(),
            parts.part("authenticatorData"),
            parts.part("clientDataJSON"),
            parts.part("signature"));
    var record =
        new CredentialRecordImpl(
            new NoneAttestationStatement(),
            VERIFIED,
            passkey.key().backupEligible(),
            null,
            passkey.key().count(),
            Library.ATTESTED.convert(bytes(passkey.key().attested())),
            null,
            null,
            null,
            null);
    var parameters = new AuthenticationParameters(expected(asked), record, null, VERIFIED, PRESENT);
    return Objects.requireNonNull(
            Library.MANAGER.verify(request, parameters).getAuthenticatorData())
        .getSignCount();
  }

  private ServerProperty expected(PasskeyChallenge asked) {
    return new ServerProperty(origin, party, new DefaultChallenge(bytes(asked.value())));
  }

  private static byte[] bytes(String text) {
    return Base64.getUrlDecoder().decode(text);
  }

  /** Made when the first passkey comes, as it would hold up the start. */
  private static final class Library {
    static final ObjectConverter CONVERTER = new ObjectConverter();
    static final WebAuthnManager MANAGER =
        WebAuthnManager.createNonStrictWebAuthnManager(CONVERTER);
    static final AttestedCredentialDataConverter ATTESTED =
        new AttestedCredentialDataConverter(CONVERTER);
  }
}
