package dev.mortar.audit;

import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * {@code GET /.well-known/audit-keys.json}: the public keys by which anybody verifies the signed
 * roots of the trail, as a JSON Web Key Set.
 */
@Controller
final class AuditKeysPage {
  private static final Duration FRESH = Duration.ofHours(1);

  private final RootKeys keys;

  AuditKeysPage(RootKeys keys) {
    this.keys = keys;
  }

  @GetMapping("/.well-known/audit-keys.json")
  ResponseEntity<String> keys() {
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .cacheControl(CacheControl.maxAge(FRESH).cachePublic())
        .body(keys.document());
  }
}
