package dev.mortar.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.access.Tenant;
import dev.mortar.store.FhirStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;

/** What the database does not let happen, but a restore of half of it does. */
class TenantsTest {
  private static final Tenant NOTHING = Tenant.of(Set.of(), Set.of());

  private final Kept store = new Kept();
  private final Tenants tenants = new Tenants(store);

  @Test
  void whoseOrganizationIsNoTenantBelongsToTheWholeChain() {
    store.save((Organization) new Organization().setId("chain"));
    assertThat(tenants.of(List.of(role("Organization/chain")))).isEmpty();
  }

  @Test
  void whoseOrganizationIsNotThereReachesNothing() {
    assertThat(tenants.of(List.of(role("Organization/lost")))).contains(NOTHING);
  }

  @Test
  void whosePlaceIsNotThereReachesNothing() {
    PractitionerRole role = new PractitionerRole();
    role.addLocation(new Reference("Location/lost"));
    assertThat(tenants.of(List.of(role))).contains(NOTHING);
  }

  @Test
  void whoseOrganizationsStandInACircleReachesNothing() {
    store.save(organization("a", "b"));
    store.save(organization("b", "a"));
    assertThat(tenants.of(List.of(role("Organization/a")))).contains(NOTHING);
  }

  @Test
  void whosePlacesLieInACircleReachesNothing() {
    Location place = (Location) new Location().setId("p");
    place.setPartOf(new Reference("Location/p"));
    store.save(place);
    PractitionerRole role = new PractitionerRole();
    role.addLocation(new Reference("Location/p"));
    assertThat(tenants.of(List.of(role))).contains(NOTHING);
  }

  private static Organization organization(String id, String above) {
    Organization organization = (Organization) new Organization().setId(id);
    return organization.setPartOf(new Reference("Organization/" + above));
  }

  private static PractitionerRole role(String organization) {
    return new PractitionerRole().setOrganization(new Reference(organization));
  }

  /** Resources by their id, without the checks of a database. */
  private static final class Kept implements FhirStore {
    private final Map<String, Resource> resources = new HashMap<>();

    @Override
    public <T extends Resource> Optional<T> find(Class<T> type, String id) {
      return Optional.ofNullable(resources.get(type.getSimpleName() + "/" + id)).map(type::cast);
    }

    @Override
    public <T extends Resource> List<T> search(Class<T> type, String query, int limit) {
      return List.of();
    }

    @Override
    public <T extends Resource> T save(T resource) {
      resources.put(resource.fhirType() + "/" + resource.getIdPart(), resource);
      return resource;
    }

    @Override
    public Bundle transact(Bundle transaction) {
      throw new IllegalStateException("Nothing is written here.");
    }

    @Override
    public <T> T atomically(Supplier<T> work) {
      return work.get();
    }
  }
}
