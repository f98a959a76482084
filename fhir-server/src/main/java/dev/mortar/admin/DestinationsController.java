package dev.mortar.admin;

import dev.mortar.hl7.Destination;
import dev.mortar.hl7.Destinations;
import dev.mortar.hl7.Destinations.Status;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/hl7/destinations}: who is told by HL7 v2, of what, and how it goes. */
@RestController
final class DestinationsController {
  private final Destinations destinations;

  DestinationsController(Destinations destinations) {
    this.destinations = destinations;
  }

  @GetMapping("/api/hl7/destinations")
  List<Status> all() {
    return destinations.status();
  }

  /** Adds a destination or changes it; messages that wait for it go to the new address. */
  @PutMapping("/api/hl7/destinations/{name}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void save(@PathVariable String name, @RequestBody Wanted wanted) {
    try {
      destinations.save(wanted.named(name));
    } catch (IllegalArgumentException e) {
      throw new ApiProblem(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
    }
  }

  @DeleteMapping("/api/hl7/destinations/{name}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(@PathVariable String name) {
    if (!destinations.remove(name)) {
      throw new ApiProblem(
          HttpStatus.CONFLICT,
          "There is no such destination, or messages still wait for it; disable it instead.");
    }
  }

  /** A destination without its name, which stands in the address. */
  record Wanted(
      String address, String application, String facility, Set<String> messages, boolean enabled) {
    Wanted {
      address = orEmpty(address);
      application = orEmpty(application);
      facility = orEmpty(facility);
      messages = messages == null ? Set.of() : messages;
    }

    private static String orEmpty(String text) {
      return text == null ? "" : text;
    }

    Destination named(String name) {
      return new Destination(name, address, application, facility, messages, enabled);
    }
  }
}
