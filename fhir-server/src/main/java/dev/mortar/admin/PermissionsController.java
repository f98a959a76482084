package dev.mortar.admin;

import dev.mortar.authorization.Permissions;
import java.security.Principal;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/me/apps}: the apps that may act for whoever is signed in, and their end. */
@RestController
final class PermissionsController {
  private final Permissions permissions;

  PermissionsController(Permissions permissions) {
    this.permissions = permissions;
  }

  @GetMapping("/api/me/apps")
  List<Permissions.Permitted> all(Principal user) {
    return permissions.of(user.getName());
  }

  @DeleteMapping("/api/me/apps/{client}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void withdraw(Principal user, @PathVariable String client) {
    permissions.withdraw(user.getName(), client);
  }
}
