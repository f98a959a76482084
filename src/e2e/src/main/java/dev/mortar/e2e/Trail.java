package dev.mortar.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Follows what one message caused, by the admin API for the message and by FHIR for the rest. */
public final class Trail {
  private final Mortar mortar;

  public Trail(Mortar mortar) {
    this.mortar = mortar;
  }

  /** The stored message with this MSH-10 once its work is done, with its coverage and resources. */
  public Optional<JsonNode> message(String controlId, Duration limit) {
    return Await.value(
        limit,
        () ->
            newest(controlId)
                .filter(row -> row.path("state").asText().equalsIgnoreCase("done"))
                .map(row -> mortar.json("/api/hl7/messages/" + row.path("id").asText())));
  }

  /** The newest row of the inbox with this MSH-10, in whatever state it is. */
  public Optional<JsonNode> newest(String controlId) {
    for (JsonNode row : mortar.json("/api/hl7/messages?limit=200")) {
      if (row.path("heading").path("controlId").asText().equals(controlId)) {
        return Optional.of(row);
      }
    }
    return Optional.empty();
  }

  /** References of the resources that the message made or changed. */
  public static Set<String> resources(JsonNode message) {
    var references = new TreeSet<String>();
    message.path("resources").forEach(reference -> references.add(reference.asText()));
    return references;
  }

  public static Optional<String> patient(Set<String> resources) {
    return resources.stream().filter(reference -> reference.startsWith("Patient/")).findFirst();
  }

  /** Tasks of the patient that name one of these resources as their reason or focus. */
  public List<JsonNode> tasks(String patient, Set<String> reasons) {
    var tasks = new ArrayList<JsonNode>();
    for (JsonNode task : search("Task?patient=" + patient + "&_sort=-_lastUpdated&_count=50")) {
      if (reasons.contains(task.at("/reasonReference/reference").asText())
          || reasons.contains(task.at("/focus/reference").asText())) {
        tasks.add(task);
      }
    }
    return tasks;
  }

  /** Messages to the patient that are about one of these resources. */
  public List<JsonNode> planned(String patient, Set<String> subjects) {
    var planned = new ArrayList<JsonNode>();
    for (JsonNode request :
        search("CommunicationRequest?patient=" + patient + "&_sort=-_lastUpdated&_count=50")) {
      for (JsonNode about : request.path("about")) {
        if (subjects.contains(about.path("reference").asText())) {
          planned.add(request);
        }
      }
    }
    return planned;
  }

  public List<JsonNode> sent(JsonNode request) {
    return search("Communication?based-on=CommunicationRequest/" + request.path("id").asText());
  }

  public List<JsonNode> search(String query) {
    var found = new ArrayList<JsonNode>();
    for (JsonNode entry : mortar.json("/fhir/" + query).path("entry")) {
      if (!entry.at("/search/mode").asText().equals("outcome")) {
        found.add(entry.path("resource"));
      }
    }
    return found;
  }
}
