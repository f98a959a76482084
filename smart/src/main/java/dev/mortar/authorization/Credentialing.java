package dev.mortar.authorization;

import java.util.Optional;

/** What must hold besides an open account before somebody may act in their role. */
public interface Credentialing {
  /** Why the person may not act in the role now, and what to do; empty if they may. */
  Optional<String> obstacle(Account account);
}
