package dev.mortar.authorization;

import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a device must sign: it waits in the session of the page that asks, is good once, and not for
 * long.
 *
 * @param value in base 64 url
 * @param userHandle for whom a new passkey is made; empty where any passkey will do
 */
record PasskeyChallenge(String value, String userHandle, Instant until) implements Serializable {
  /** Stands where nothing was asked; no answer fits it. */
  static final PasskeyChallenge NONE = new PasskeyChallenge("", "", Instant.EPOCH);

  private static final long serialVersionUID = 1L;

  /** Two pages ask: to sign in, and for a new passkey. */
  enum Use {
    SIGN_IN,
    ADD;

    private String attribute() {
      return "mortar.passkey." + name();
    }
  }

  void keep(HttpSession session, Use use) {
    session.setAttribute(use.attribute(), this);
  }

  /** Takes it out of the session, so that the next answer needs another. */
  static PasskeyChallenge take(@Nullable HttpSession session, Use use) {
    if (session == null
        || !(session.getAttribute(use.attribute()) instanceof PasskeyChallenge asked)) {
      return NONE;
    }
    session.removeAttribute(use.attribute());
    return asked;
  }
}
