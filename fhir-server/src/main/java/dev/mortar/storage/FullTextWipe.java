package dev.mortar.storage.retention;

import ca.uhn.fhir.jpa.model.entity.ResourceTable;
import jakarta.persistence.EntityManager;
import org.hibernate.search.mapper.orm.Search;

/**
 * Makes the full-text index forget what was deleted from it. Lucene only marks a document as
 * deleted; its words stay in the files until their segments are merged.
 */
final class FullTextWipe {
  private final EntityManager entities;

  FullTextWipe(EntityManager entities) {
    this.entities = entities;
  }

  /** In a transaction, after the one that deleted. */
  void wipe() {
    var workspace = Search.session(entities).workspace(ResourceTable.class);
    workspace.flush();
    workspace.mergeSegments();
    workspace.flush();
    workspace.refresh();
  }
}
