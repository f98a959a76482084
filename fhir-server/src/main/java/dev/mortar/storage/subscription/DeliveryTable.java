package dev.mortar.storage.subscription;

import dev.mortar.storage.subscription.SubscriptionDeliveries.DeadLetter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;

/** The rows of {@code mortar_subscription_delivery}. */
final class DeliveryTable {
  private final JdbcClient jdbc;

  DeliveryTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Joins the transaction of the match, so that a match and its delivery stand or fall together.
   */
  long add(String subscriptionId, String resource, String message, Instant now) {
    GeneratedKeyHolder key = new GeneratedKeyHolder();
    jdbc.sql(
            """
            insert into mortar_subscription_delivery
              (subscription_id, resource, message, state, attempts, failure, created, claimed_until)
            values (?, ?, ?, 'WAITING', 0, '', ?, ?)
            """)
        .params(subscriptionId, resource, message, at(now), at(now))
        .update(key, "id");
    return Objects.requireNonNull(key.getKeyAs(Number.class)).longValue();
  }

  Optional<Delivery> find(long id) {
    return jdbc.sql("select * from mortar_subscription_delivery where id = ?")
        .param(id)
        .query((row, number) -> delivery(row))
        .optional();
  }

  /** The oldest that waits for the same subscription and resource. */
  Optional<Delivery> oldestLike(Delivery delivery) {
    return jdbc.sql(
            """
            select * from mortar_subscription_delivery
            where subscription_id = ? and resource = ? and state = 'WAITING'
            order by id fetch first 1 row only
            """)
        .params(delivery.subscriptionId(), delivery.resource())
        .query((row, number) -> delivery(row))
        .optional();
  }

  /** False if another worker has it in hand. */
  boolean claim(long id, Instant now, Instant until) {
    return jdbc.sql(
                """
                update mortar_subscription_delivery set claimed_until = ?, attempts = attempts + 1
                where id = ? and state = 'WAITING' and claimed_until <= ?
                """)
            .params(at(until), id, at(now))
            .update()
        == 1;
  }

  void delivered(long id) {
    jdbc.sql("delete from mortar_subscription_delivery where id = ?").param(id).update();
  }

  void failed(long id, String failure, boolean dead, Instant now) {
    jdbc.sql(
            "update mortar_subscription_delivery set state = ?, failure = ?, claimed_until = ? where id = ?")
        .params(dead ? "DEAD" : "WAITING", failure, at(now), id)
        .update();
  }

  boolean revive(long id, Instant now) {
    return jdbc.sql(
                """
                update mortar_subscription_delivery set state = 'WAITING', attempts = 0, created = ?, claimed_until = ?
                where id = ? and state = 'DEAD'
                """)
            .params(at(now), at(now), id)
            .update()
        == 1;
  }

  List<DeadLetter> dead(int limit) {
    return jdbc.sql(
            """
            select * from mortar_subscription_delivery where state = 'DEAD'
            order by id desc fetch first ? rows only
            """)
        .param(limit)
        .query(
            (row, number) ->
                new DeadLetter(
                    row.getLong("id"),
                    row.getString("subscription_id"),
                    row.getString("resource"),
                    row.getInt("attempts"),
                    row.getString("failure"),
                    row.getObject("created", OffsetDateTime.class).toInstant()))
        .list();
  }

  private static Delivery delivery(ResultSet row) throws SQLException {
    return new Delivery(
        row.getLong("id"),
        row.getString("subscription_id"),
        row.getString("resource"),
        row.getString("message"),
        row.getObject("created", OffsetDateTime.class).toInstant());
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  /**
   * @param message HAPI's delivery message as JSON
   */
  record Delivery(
      long id, String subscriptionId, String resource, String message, Instant created) {}
}
