package dev.mortar.storage;

import ca.uhn.fhir.jpa.model.entity.ResourceTable;
import jakarta.persistence.EntityManager;
import org.hibernate.search.mapper.orm.Search;

/**
 * Makes the full-text index forget what was deleted from it. Lucene only marks a document as
 * deleted; its words stay in the files until their segments are merged.
 */
public final class FullTextWipe {
  private final EntityManager entities;

  public FullTextWipe(EntityManager entities) {
    this.entities = entities;
  }

  /** In a transaction, after the one that deleted. */
  public void wipe() {
    var workspace = Search.session(entities).workspace(ResourceTable.class);
    workspace.flush();
    workspace.mergeSegments();
    workspace.flush();
    workspace.refresh();
  }
}
