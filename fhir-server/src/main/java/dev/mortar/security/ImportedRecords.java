package dev.mortar.security;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.mortar.access.Interaction;
import dev.mortar.access.PolicyTable;
import dev.mortar.access.Reach;
import dev.mortar.access.Role;
import dev.mortar.storage.ImportRule;
import java.io.IOException;
import java.util.Optional;
import org.hl7.fhir.r4.model.Basic;

/**
 * An import writes in nobody's name, so no rule of a caller holds for what it brings. It brings
 * nothing that the role which imports may not create, such as the trail, and no permissions.
 */
final class ImportedRecords implements ImportRule {
  private static final JsonFactory JSON = new JsonFactory();

  private final PolicyTable policy;
  private final FhirContext fhir;

  ImportedRecords(PolicyTable policy, FhirContext fhir) {
    this.policy = policy;
    this.fhir = fhir;
  }

  @Override
  public Optional<String> refusal(String line) {
    Optional<String> type = type(line);
    if (type.isEmpty()) {
      return Optional.of("A line is no resource: no JSON object with one resourceType.");
    }
    if (policy.reach(Role.MANAGER, type.get(), Interaction.CREATE) == Reach.NONE) {
      return Optional.of("Resources of the type %s are not imported.".formatted(type.get()));
    }
    return type.get().equals("Basic") && isGuarded(line)
        ? Optional.of("Permissions are not imported; give them by /api/accounts/[name]/access.")
        : Optional.empty();
  }

  private boolean isGuarded(String line) {
    try {
      return PersonalRights.isGuarded(fhir.newJsonParser().parseResource(Basic.class, line));
    } catch (DataFormatException e) {
      // What cannot be read will not be stored.
      return false;
    }
  }

  /** Of two types in one object, another reader may believe the other. */
  private static Optional<String> type(String line) {
    String type = null;
    try (JsonParser json = JSON.createParser(line)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        boolean found = json.currentName().equals("resourceType");
        boolean text = json.nextToken() == JsonToken.VALUE_STRING;
        if (found && (type != null || !text)) {
          return Optional.empty();
        }
        type = found ? json.getText() : type;
        json.skipChildren();
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    return Optional.ofNullable(type);
  }
}
