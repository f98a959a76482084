package dev.mortar.outreach;

import dev.mortar.due.EngagementSchema;
import dev.mortar.ig.Codes.MessageStatusReason;
import dev.mortar.outreach.channel.Medium;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Remembers what was handed to a carrier. Every step is committed by itself, before the next one is
 * taken, so that after a crash we know how far we came.
 */
class SendLog implements SentMessages {
  /** How far a message came. */
  enum State {
    /** About to be handed over, or cut short while it was. */
    SENDING,
    /** The carrier took it. */
    SENT,
    /** The carrier will not take it. */
    REFUSED,
    /** Nobody can say. */
    UNKNOWN
  }

  /** Whether a message may be handed over now. */
  enum Begun {
    YES,
    /** The recipient has got as many as allowed. */
    CAPPED,
    /** Somebody else is at it. */
    TAKEN
  }

  /** One message. */
  record Entry(
      String requestId,
      Medium medium,
      State state,
      @Nullable String providerId,
      int segments,
      Optional<MessageStatusReason> reason,
      Instant begun,
      Instant changed) {}

  /** What is allowed since when. */
  record Cap(Instant since, int most) {}

  private static final String ENTRY =
      """
      select request_id, medium, state, provider_id, segments, reason, begun_at, changed_at
      from mortar_outreach_send where request_id = ?
      """;
  private static final String BEGIN =
      """
      insert into mortar_outreach_send
        (request_id, recipient, medium, state, begun_at, changed_at)
      values (?, ?, ?, 'SENDING', ?, ?)
      """;
  private static final String LOCK =
      "select recipient from mortar_outreach_recipient where recipient = ? for update";
  private static final String SETTLE =
      """
      update mortar_outreach_send
      set state = ?, provider_id = ?, segments = ?, reason = ?, changed_at = ?
      where request_id = ? and state = 'SENDING'
      """;
  private static final String COUNT =
      """
      select count(*) from mortar_outreach_send
      where recipient = ? and begun_at >= ? and state <> 'REFUSED'
      """;

  private final JdbcTemplate jdbc;
  private final TransactionTemplate own;

  SendLog(EngagementSchema schema) {
    this.jdbc = new JdbcTemplate(schema.dataSource());
    PlatformTransactionManager manager = new DataSourceTransactionManager(schema.dataSource());
    this.own = new TransactionTemplate(manager);
  }

  @Override
  public int forget(Collection<String> ids) {
    int gone = 0;
    for (var id : ids) {
      gone +=
          jdbc.update(
              "delete from mortar_outreach_send where request_id = ? or recipient = ?", id, id);
      jdbc.update("delete from mortar_outreach_recipient where recipient = ?", id);
    }
    return gone;
  }

  Optional<Entry> find(String requestId) {
    return jdbc.query(ENTRY, (row, number) -> entry(row), requestId).stream().findFirst();
  }

  /** Says that the message is about to be handed over. */
  Begun begin(String requestId, String recipient, Medium medium, Instant now, Cap... caps) {
    lockable(recipient);
    try {
      return own.execute(status -> insert(requestId, recipient, medium, now, caps));
    } catch (DuplicateKeyException taken) {
      return Begun.TAKEN;
    }
  }

  private Begun insert(
      String requestId, String recipient, Medium medium, Instant now, Cap... caps) {
    jdbc.queryForList(LOCK, recipient);
    for (var cap : caps) {
      if (count(recipient, cap.since()) >= cap.most()) {
        return Begun.CAPPED;
      }
    }
    jdbc.update(BEGIN, requestId, recipient, medium.name(), utc(now), utc(now));
    return Begun.YES;
  }

  void sent(String requestId, String providerId, int segments, Instant now) {
    settle(requestId, State.SENT, providerId, segments, Optional.empty(), now);
  }

  void refused(String requestId, MessageStatusReason why, Instant now) {
    settle(requestId, State.REFUSED, null, 0, Optional.of(why), now);
  }

  void unknown(String requestId, Instant now) {
    var why = Optional.of(MessageStatusReason.OUTCOME_UNKNOWN);
    settle(requestId, State.UNKNOWN, null, 0, why, now);
  }

  /** The carrier certainly does not have it: it may be handed over again. */
  void abandon(String requestId) {
    own.executeWithoutResult(
        status ->
            jdbc.update(
                "delete from mortar_outreach_send where request_id = ? and state = 'SENDING'",
                requestId));
  }

  private void settle(
      String requestId,
      State state,
      @Nullable String providerId,
      int segments,
      Optional<MessageStatusReason> why,
      Instant now) {
    var reason = why.map(MessageStatusReason::code).orElse(null);
    own.executeWithoutResult(
        status ->
            jdbc.update(SETTLE, state.name(), providerId, segments, reason, utc(now), requestId));
  }

  private int count(String recipient, Instant since) {
    var counted = jdbc.queryForObject(COUNT, Integer.class, recipient, utc(since));
    return counted == null ? 0 : counted;
  }

  private void lockable(String recipient) {
    var known =
        jdbc.queryForList(
            "select recipient from mortar_outreach_recipient where recipient = ?", recipient);
    if (known.isEmpty()) {
      try {
        jdbc.update("insert into mortar_outreach_recipient (recipient) values (?)", recipient);
      } catch (DuplicateKeyException anotherWasFaster) {
        // It is there, and that is all we want.
        return;
      }
    }
  }

  private static Entry entry(ResultSet row) throws SQLException {
    return new Entry(
        row.getString("request_id"),
        Medium.valueOf(row.getString("medium")),
        State.valueOf(row.getString("state")),
        row.getString("provider_id"),
        row.getInt("segments"),
        Optional.ofNullable(row.getString("reason")).flatMap(MessageStatusReason::of),
        row.getObject("begun_at", OffsetDateTime.class).toInstant(),
        row.getObject("changed_at", OffsetDateTime.class).toInstant());
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
