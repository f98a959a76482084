package dev.mortar.ehr;

/** How we prove to an EHR who we are. */
public sealed interface Proof {
  /** Not at all, beyond PKCE. */
  record None() implements Proof {}

  /** By a secret, in the header. */
  record Secret(String secret) implements Proof {
    public Secret {
      if (secret.isBlank()) {
        throw new IllegalArgumentException("The secret is empty.");
      }
    }

    /** The secret stays out of logs and error messages. */
    @Override
    public String toString() {
      return "Secret[]";
    }
  }

  /** By a signature with a key that we publish. */
  record Signed(PublishedKeys keys) implements Proof {}
}
