package dev.mortar.storage;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.api.dao.ReindexParameters;
import ca.uhn.fhir.jpa.dao.IFulltextSearchSvc;
import ca.uhn.fhir.jpa.dao.tx.IHapiTransactionService;
import ca.uhn.fhir.jpa.model.dao.JpaPid;
import ca.uhn.fhir.jpa.model.entity.ResourceTable;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.api.server.storage.TransactionDetails;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Indexes anew what was stored in the last moments before a crash. */
final class FullTextRepair implements FullTextAgain {
  private static final Logger LOG = LoggerFactory.getLogger(FullTextRepair.class);

  /** The index writes once a second; a resource bears the time at which its transaction began. */
  private static final Duration MAY_BE_MISSING = Duration.ofMinutes(2);

  private static final int TOGETHER = 50;

  private final JdbcClient jdbc;
  private final DaoRegistry daos;
  private final IHapiTransactionService transactions;
  private final IFulltextSearchSvc fullText;
  private final EntityManager entities;

  FullTextRepair(
      JdbcClient jdbc,
      DaoRegistry daos,
      IHapiTransactionService transactions,
      IFulltextSearchSvc fullText,
      EntityManager entities) {
    this.jdbc = jdbc;
    this.daos = daos;
    this.transactions = transactions;
    this.fullText = fullText;
    this.entities = entities;
  }

  /** Goes over what was stored last; a run that ends too early leaves the rest to the next. */
  void repair(FullTextIndex index) throws IOException {
    Optional<Instant> from = index.missingSince().or(this::lastMoments);
    if (from.isEmpty()) {
      return;
    }
    index.misses(from.get());
    LOG.info("The full-text index was not closed; what was stored last is indexed again");
    int done = since(from.get());
    index.whole();
    LOG.info("The full-text index is whole again: {} resources were indexed", done);
  }

  private Optional<Instant> lastMoments() {
    return jdbc.sql("SELECT max(res_updated) FROM hfj_resource")
        .query((row, number) -> Optional.ofNullable(row.getTimestamp(1)))
        .single()
        .map(last -> last.toInstant().minus(MAY_BE_MISSING));
  }

  private int since(Instant time) {
    int done = 0;
    long last = 0;
    List<Long> page = page(time, last);
    while (!page.isEmpty()) {
      List<Long> some = page;
      transactions.withSystemRequestOnDefaultPartition().execute(() -> some.forEach(this::index));
      done += some.size();
      last = some.getLast();
      page = page(time, last);
    }
    return done;
  }

  private List<Long> page(Instant time, long after) {
    return jdbc.sql(
            """
            SELECT res_id FROM hfj_resource
            WHERE res_updated >= ? AND res_deleted_at IS NULL AND res_id > ?
              AND res_type <> 'AuditEvent'
            ORDER BY res_id LIMIT ?
            """)
        .params(Timestamp.from(time), after, TOGETHER)
        .query(Long.class)
        .list();
  }

  @Override
  public void index(Collection<Long> pids) {
    transactions.withSystemRequestOnDefaultPartition().execute(() -> pids.forEach(this::index));
  }

  @Override
  public void forgetReplaced() {
    transactions
        .withSystemRequestOnDefaultPartition()
        .execute(() -> new FullTextWipe(entities).wipe());
  }

  /** HAPI's own reindexing fills in the texts of the entity, which is then put into the index. */
  private void index(long pid) {
    JpaPid id = JpaPid.fromId(pid);
    ResourceTable entity = entities.find(ResourceTable.class, id);
    if (entity == null || entity.getDeleted() != null) {
      return;
    }
    daos.getResourceDao(entity.getResourceType())
        .reindex(
            id,
            new ReindexParameters(),
            SystemRequestDetails.forAllPartitions(),
            new TransactionDetails());
    fullText.reindex(entity);
  }
}
