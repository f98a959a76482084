package dev.mortar.authorization;

import java.util.Optional;

/** Prepared launches. A handle is secret, short-lived, and opens once. */
public interface Launches {
  /** Keeps the launch and returns its handle. */
  String prepare(Launch launch);

  /** Takes the handle, which is then worth nothing; empty if it is not that person's and app's. */
  Optional<Launch> take(String handle, String client, String username);

  /** What a handle that was taken stood for, as long as its grant is used. */
  Optional<Launch> taken(String handle);
}
