package dev.mortar.operations;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.server.IResourceProvider;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import dev.mortar.ig.Canonicals;
import dev.mortar.storage.Unmerge;
import dev.mortar.store.FhirStore;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;

/** {@code POST Patient/[id]/$unmerge}: parts a merged patient from the one who stands for it. */
final class UnmergeOperation implements IResourceProvider {
  private final Unmerge unmerge;
  private final FhirStore store;

  UnmergeOperation(Unmerge unmerge, FhirStore store) {
    this.unmerge = unmerge;
    this.store = store;
  }

  @Override
  public Class<Patient> getResourceType() {
    return Patient.class;
  }

  @Operation(name = "$unmerge", canonicalUrl = Canonicals.OP_PATIENT_UNMERGE)
  public Parameters unmerge(@IdParam IdType patient) {
    if (store.find(Patient.class, patient.getIdPart()).isEmpty()) {
      throw new ResourceNotFoundException(patient);
    }
    String survivor =
        unmerge
            .undo(patient.getIdPart())
            .orElseThrow(
                () -> new UnprocessableEntityException("This patient is merged into nobody."));
    Parameters answer = new Parameters();
    answer.addParameter().setName("survivor").setValue(new Reference("Patient/" + survivor));
    return answer;
  }
}
