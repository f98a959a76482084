package dev.mortar.cds;

import dev.mortar.authorization.ServerAddress;
import dev.mortar.ig.Codes.TaskCode;

/** What all our cards have in common: who says it, and the way to us. */
record House(ServerAddress server) {
  Card.Source source(TaskCode topic) {
    return new Card.Source("Mortar", server.of("/app/"), Card.Topic.of(topic));
  }

  /** The EHR launches us there with the patient who is open, so the address names nobody. */
  Card.Link link() {
    return new Card.Link("Open in Mortar", server.of("/ehr/launch"), "smart");
  }
}
