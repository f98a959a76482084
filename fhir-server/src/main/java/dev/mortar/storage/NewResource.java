package dev.mortar.storage;

import org.hl7.fhir.r4.model.Resource;

/**
 * A resource that is to be stored, and its JSON, which whoever has it need not have written twice.
 *
 * @param resource with the id that it is to have
 * @param json as the parser writes it, with the id
 */
public record NewResource(Resource resource, String json) {}
