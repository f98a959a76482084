package dev.mortar.access;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeResourceDefinition;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PolicyTableTest {
  private static final FhirContext FHIR = FhirContext.forR4Cached();
  private final PolicyTable table = PolicyTable.shipped();

  @Test
  void everyResourceTypeOfTheSpecificationHasARow() {
    Set<String> types = new TreeSet<>(FHIR.getResourceTypes());
    types.removeAll(Set.of("Parameters", "OperationOutcome"));
    assertThat(new TreeSet<>(table.types())).isEqualTo(types);
  }

  @Test
  void theSearchParametersThatNarrowExist() {
    for (String type : table.types()) {
      RuntimeResourceDefinition definition = FHIR.getResourceDefinition(type);
      table
          .patientParameter(type)
          .filter(parameter -> !parameter.equals("_id"))
          .ifPresent(p -> assertThat(definition.getSearchParam(p)).as(type + "." + p).isNotNull());
      table
          .ownerParameter(type)
          .filter(parameter -> !parameter.equals("_id"))
          .ifPresent(p -> assertThat(definition.getSearchParam(p)).as(type + "." + p).isNotNull());
    }
  }

  @Test
  void whatIsLimitedToPatientOrOwnerCanBeFoundByThem() {
    for (String type : table.types()) {
      for (Role role : Role.values()) {
        for (Interaction interaction : Interaction.values()) {
          Reach reach = table.reach(role, type, interaction);
          assertThat(reach != Reach.PATIENT || table.patientParameter(type).isPresent())
              .as(type)
              .isTrue();
          assertThat(reach != Reach.OWN || table.ownerParameter(type).isPresent())
              .as(type)
              .isTrue();
        }
      }
    }
  }

  @Test
  void whatBelongsToAPatientIsNeverOpenToAllPatients() {
    for (String type : table.types()) {
      if (table.patientParameter(type).isPresent()) {
        for (Role role : Set.of(Role.PATIENT, Role.CAREGIVER)) {
          for (Interaction interaction : Interaction.values()) {
            assertThat(table.reach(role, type, interaction)).as(type).isNotEqualTo(Reach.ALL);
          }
        }
      }
    }
  }

  @Test
  void permissionsOfARoleAgreeWithTheTable() {
    for (Role role : Role.values()) {
      Set<Category> written =
          Permission.of(role).stream()
              .filter(Permission::write)
              .map(Permission::category)
              .collect(Collectors.toSet());
      for (String type : table.types()) {
        Category category = table.category(type).orElseThrow();
        boolean creates = table.reach(role, type, Interaction.CREATE) == Reach.ALL;
        if (creates && Set.of(Category.SYSTEM, Category.ANALYTICS).contains(category)) {
          assertThat(written).as(role + " writes " + type).contains(category);
        }
      }
    }
  }

  @Test
  void nobodyWritesTheAuditTrail() {
    for (Role role : Role.values()) {
      for (Interaction interaction : Interaction.values()) {
        if (!interaction.reads()) {
          assertThat(table.reach(role, "AuditEvent", interaction)).isEqualTo(Reach.NONE);
          assertThat(table.reach(role, "Provenance", interaction)).isEqualTo(Reach.NONE);
        }
      }
    }
  }
}
