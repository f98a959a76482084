package dev.mortar.admin;

import dev.mortar.authorization.ClientRegistration;
import dev.mortar.authorization.RegisteredApps;
import java.util.List;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/clients}: the apps and programs that may ask for tokens. */
@RestController
final class ClientsController {
  private final RegisteredApps apps;

  ClientsController(RegisteredApps apps) {
    this.apps = apps;
  }

  @GetMapping("/api/clients")
  List<ClientRegistration> all() {
    return apps.all();
  }

  @GetMapping("/api/clients/{id}")
  ClientRegistration one(@PathVariable String id) {
    return known(id);
  }

  /** Registers or changes; the body is the registration without its id. */
  @PutMapping("/api/clients/{id}")
  ClientRegistration register(@PathVariable String id, @RequestBody String json) {
    try {
      ClientRegistration client = ClientRegistration.parse(id, json);
      apps.save(client);
      return client;
    } catch (IllegalArgumentException e) {
      throw new ApiProblem(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
    }
  }

  /** A new secret, told this once. */
  @PostMapping("/api/clients/{id}/secret")
  ResponseEntity<Map<String, String>> newSecret(@PathVariable String id) {
    known(id);
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(Map.of("secret", apps.newSecret(id)));
  }

  @DeleteMapping("/api/clients/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(@PathVariable String id) {
    known(id);
    apps.remove(id);
  }

  private ClientRegistration known(String id) {
    return apps.find(id)
        .orElseThrow(() -> new ApiProblem(HttpStatus.NOT_FOUND, "There is no such client."));
  }
}
