package dev.mortar.admin;

import dev.mortar.storage.subscription.SubscriptionDeliveries;
import dev.mortar.storage.subscription.SubscriptionDeliveries.DeadLetter;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/deliveries}: notifications of subscriptions that their receivers never took. */
@RestController
final class DeliveriesController {
  private static final int SHOWN = 200;
  private final SubscriptionDeliveries deliveries;

  DeliveriesController(SubscriptionDeliveries deliveries) {
    this.deliveries = deliveries;
  }

  /** The newest 200 dead letters. */
  @GetMapping("/api/deliveries")
  List<DeadLetter> deadLetters() {
    return deliveries.deadLetters(SHOWN);
  }

  /** Tries a dead letter again from the start. */
  @PostMapping("/api/deliveries/{id}/replay")
  @ResponseStatus(HttpStatus.ACCEPTED)
  void replay(@PathVariable long id) {
    if (!deliveries.replay(id)) {
      throw new ApiProblem(HttpStatus.NOT_FOUND, "There is no dead letter " + id);
    }
  }
}
