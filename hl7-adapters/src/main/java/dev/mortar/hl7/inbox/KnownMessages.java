package dev.mortar.hl7.inbox;

import java.sql.PreparedStatement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Looks for what came before. */
final class KnownMessages {
  private final Database database;

  KnownMessages(Database database) {
    this.database = database;
  }

  /** What is stored already, by fingerprint. */
  Map<String, Receipt.Duplicate> earlier(List<InboxRow> rows) {
    Object[] fingerprints = rows.stream().map(InboxRow::fingerprint).toArray();
    Map<String, Receipt.Duplicate> found = new HashMap<>();
    database
        .jdbc()
        .query(
            connection -> {
              PreparedStatement select =
                  connection.prepareStatement(
                      """
                      SELECT fingerprint, id, ack FROM mortar_hl7_inbox
                      WHERE fingerprint = ANY (?)""");
              select.setArray(1, connection.createArrayOf("varchar", fingerprints));
              return select;
            },
            row -> {
              found.put(row.getString("fingerprint"), Receipts.duplicate(row));
            });
    return found;
  }
}
