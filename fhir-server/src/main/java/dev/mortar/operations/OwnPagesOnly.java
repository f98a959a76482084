package dev.mortar.operations;

import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import dev.mortar.access.Category;
import dev.mortar.access.Permission;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Keeps what lets people in away from apps: whoever a manager signs in to would else invite
 * managers of its own. The same is true of {@code /api}.
 */
final class OwnPagesOnly {
  private static final String NEEDED = new Permission(Category.SYSTEM, true).code();

  private OwnPagesOnly() {}

  static void check() {
    Authentication caller = SecurityContextHolder.getContext().getAuthentication();
    if (caller == null
        || caller.getAuthorities().stream().noneMatch(one -> NEEDED.equals(one.getAuthority()))) {
      throw new ForbiddenOperationException(
          "This is for our own pages, and for programs with the scope system/*.cruds.");
    }
  }
}
