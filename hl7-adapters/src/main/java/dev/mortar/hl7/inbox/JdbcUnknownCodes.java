package dev.mortar.hl7.inbox;

import dev.mortar.hl7.InboundMessages;
import dev.mortar.hl7.InboxId;
import dev.mortar.hl7.UnknownCodes;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/** Reads the findings by the code that was not known. */
final class JdbcUnknownCodes implements UnknownCodes {
  private static final String OF_ONE =
      """
      FROM mortar_hl7_finding f JOIN mortar_hl7_inbox i ON i.id = f.message
      WHERE f.code_table = ? AND f.term = ? AND i.sending_application = ?
        AND i.sending_facility = ?
      """;

  private final Database database;
  private final InboundMessages messages;

  JdbcUnknownCodes(Database database, InboundMessages messages) {
    this.database = database;
    this.messages = messages;
  }

  @Override
  public List<UnknownCode> all(Instant since, int limit) {
    return database
        .jdbc()
        .query(
            """
            SELECT i.sending_application, i.sending_facility, f.code_table, f.term,
              min(f.path) AS path, count(DISTINCT f.message) AS messages,
              max(f.message) AS latest, min(i.received) AS since, max(f.noted) AS noted
            FROM mortar_hl7_finding f JOIN mortar_hl7_inbox i ON i.id = f.message
            WHERE f.code = 'UNMAPPED_CODE' AND f.noted > ?
            GROUP BY i.sending_application, i.sending_facility, f.code_table, f.term
            ORDER BY messages DESC, latest DESC FETCH FIRST ? ROWS ONLY""",
            (row, number) ->
                new UnknownCode(
                    new Key(
                        row.getString("sending_application"),
                        row.getString("sending_facility"),
                        row.getString("code_table"),
                        row.getString("term")),
                    row.getString("path"),
                    row.getLong("messages"),
                    new InboxId(row.getLong("latest")),
                    row.getObject("since", OffsetDateTime.class).toInstant(),
                    row.getObject("noted", OffsetDateTime.class).toInstant()),
            since.atOffset(ZoneOffset.UTC),
            limit);
  }

  @Override
  public boolean isOpen(Key code) {
    return !affected(code, 1).isEmpty();
  }

  @Override
  public int replay(Key code, int limit) {
    int replayed = 0;
    for (InboxId message : affected(code, limit)) {
      replayed += messages.replay(message) ? 1 : 0;
    }
    return replayed;
  }

  private List<InboxId> affected(Key code, int limit) {
    return database
        .jdbc()
        .query(
            "SELECT DISTINCT f.message " + OF_ONE + "ORDER BY f.message FETCH FIRST ? ROWS ONLY",
            (row, number) -> new InboxId(row.getLong("message")),
            code.table(),
            code.code(),
            code.application(),
            code.facility(),
            limit);
  }
}
