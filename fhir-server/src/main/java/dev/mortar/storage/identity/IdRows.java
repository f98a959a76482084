package dev.mortar.storage.identity;

import ca.uhn.fhir.jpa.model.cross.IResourceLookup;
import ca.uhn.fhir.jpa.model.cross.JpaResourceLookup;
import ca.uhn.fhir.jpa.model.dao.JpaPid;
import ca.uhn.fhir.jpa.model.entity.PartitionablePartitionId;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The rows of HAPI's table of resources, as far as ids need them. */
final class IdRows {
  // Served by HAPI's index IDX_RES_FHIR_ID.
  private static final String SELECT =
      """
      SELECT res_id, res_type, fhir_id, res_deleted_at, partition_id
      FROM hfj_resource WHERE fhir_id = ANY (?)""";

  private final JdbcTemplate jdbc;
  private final EntityManager entities;

  IdRows(JdbcTemplate jdbc, EntityManager entities) {
    this.jdbc = jdbc;
    this.entities = entities;
  }

  /**
   * @param references as {@code Patient/123}
   */
  List<IResourceLookup<JpaPid>> find(Set<String> references) {
    if (references.isEmpty()) {
      return List.of();
    }
    flush();
    Object[] ids =
        references.stream().map(it -> it.substring(it.indexOf('/') + 1)).distinct().toArray();
    List<IResourceLookup<JpaPid>> found =
        jdbc.query(
            SELECT,
            statement ->
                statement.setArray(1, statement.getConnection().createArrayOf("varchar", ids)),
            (row, number) -> lookup(row));
    // Resources of other types may have the same id.
    return found.stream()
        .filter(it -> references.contains(it.getResourceType() + "/" + it.getFhirId()))
        .toList();
  }

  /** A query by Hibernate would see what the transaction has not written yet. */
  private void flush() {
    if (TransactionSynchronizationManager.isActualTransactionActive()
        && !TransactionSynchronizationManager.isCurrentTransactionReadOnly()
        && entities.getFlushMode() == FlushModeType.AUTO) {
      entities.flush();
    }
  }

  private static IResourceLookup<JpaPid> lookup(ResultSet row) throws SQLException {
    var partition =
        PartitionablePartitionId.with(row.getObject("partition_id", Integer.class), null);
    return new JpaResourceLookup(
        row.getString("res_type"),
        row.getString("fhir_id"),
        row.getLong("res_id"),
        row.getTimestamp("res_deleted_at"),
        partition);
  }
}
