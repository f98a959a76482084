package dev.mortar.storage.reading;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.jpa.entity.Search;
import ca.uhn.fhir.jpa.entity.SearchTypeEnum;
import ca.uhn.fhir.jpa.model.entity.ResourceTable;
import ca.uhn.fhir.jpa.model.search.SearchStatusEnum;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Date;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What is changed by accident while reading is not stored; all else is. */
@ServerTest
class ReadingTransactionsIT {
  private static final String ID = "read-" + UUID.randomUUID();

  private final TestServer server;
  private final EntityManager entities;
  private final TransactionTemplate transactions;

  ReadingTransactionsIT(TestServer server) {
    this.server = server;
    this.entities =
        SharedEntityManagerCreator.createSharedEntityManager(
            server.bean(EntityManagerFactory.class));
    this.transactions = new TransactionTemplate(server.bean(PlatformTransactionManager.class));
  }

  @Test
  void onlyATransactionThatReadsResourcesCommitsWithoutALook() {
    assertThat(
            server
                .send(
                    server
                        .request("/fhir/Patient/" + ID)
                        .header("Content-Type", "application/fhir+json")
                        .PUT(
                            BodyPublishers.ofString(
                                "{\"resourceType\":\"Patient\",\"id\":\"%s\"}".formatted(ID))))
                .statusCode())
        .isEqualTo(201);

    assertThat(tagsAfter(RestOperationTypeEnum.SEARCH_TYPE, true)).isFalse();
    assertThat(tagsAfter(RestOperationTypeEnum.UPDATE, true)).isTrue();
    assertThat(tagsAfter(RestOperationTypeEnum.READ, false)).isTrue();
    assertThat(tagsAfter(RestOperationTypeEnum.UPDATE, false)).isFalse();
  }

  @Test
  void aSearchIsWrittenDownByATransactionThatReads() {
    String uuid = UUID.randomUUID().toString();
    during(
        RestOperationTypeEnum.SEARCH_TYPE,
        () -> {
          Search search = new Search();
          search.setUuid(uuid);
          search.setCreated(new Date());
          search.setStatus(SearchStatusEnum.FAILED);
          search.setSearchType(SearchTypeEnum.SEARCH);
          search.setResourceType("Patient");
          entities.persist(search);
        });
    assertThat(
            entities
                .createQuery("select count(s) from Search s where s.myUuid = :uuid", Long.class)
                .setParameter("uuid", uuid)
                .getSingleResult())
        .isEqualTo(1);
    transactions.executeWithoutResult(
        unused ->
            entities
                .createQuery("delete from Search s where s.myUuid = :uuid")
                .setParameter("uuid", uuid)
                .executeUpdate());
  }

  private boolean tagsAfter(RestOperationTypeEnum operation, boolean tags) {
    during(operation, () -> row().setHasTags(tags));
    return row().isHasTags();
  }

  private ResourceTable row() {
    return entities
        .createQuery("from ResourceTable r where r.myFhirId = :id", ResourceTable.class)
        .setParameter("id", ID)
        .getSingleResult();
  }

  private void during(RestOperationTypeEnum operation, Runnable work) {
    SystemRequestDetails request = new SystemRequestDetails();
    request.setRestOperationType(operation);
    transactions.execute(
        ReadingTransactions.of(
            request,
            transaction -> {
              work.run();
              return null;
            }));
  }
}
