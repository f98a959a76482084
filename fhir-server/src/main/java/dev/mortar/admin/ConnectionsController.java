package dev.mortar.admin;

import dev.mortar.hl7.Connections;
import dev.mortar.hl7.Connections.Heard;
import dev.mortar.hl7.Connections.Open;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/hl7/connections}: who is connected by MLLP, who was heard, and who is missed. */
@RestController
final class ConnectionsController {
  private final Connections connections;

  ConnectionsController(Connections connections) {
    this.connections = connections;
  }

  @GetMapping("/api/hl7/connections")
  View now() {
    return new View(connections.open(), connections.heard(), connections.silent());
  }

  /**
   * What an operator sees.
   *
   * @param silent names of the profiles whose senders were silent for longer than agreed
   */
  record View(List<Open> open, List<Heard> heard, List<String> silent) {}
}
