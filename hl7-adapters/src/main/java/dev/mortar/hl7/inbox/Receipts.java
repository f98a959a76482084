package dev.mortar.hl7.inbox;

import dev.mortar.hl7.InboxId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tells the first of the same bytes from their repeats. */
final class Receipts {
  private Receipts() {}

  /** By fingerprint and in their order: what is not known, the first of each. */
  static Map<String, InboxRow> fresh(List<InboxRow> rows, Set<String> known) {
    Map<String, InboxRow> fresh = new LinkedHashMap<>();
    for (InboxRow row : rows) {
      if (!known.contains(row.fingerprint())) {
        fresh.putIfAbsent(row.fingerprint(), row);
      }
    }
    return fresh;
  }

  /**
   * One receipt for each row, in their order.
   *
   * @param earlier what was stored before, by fingerprint
   * @param ids what is stored now, by fingerprint
   */
  static List<Receipt> of(
      List<InboxRow> rows, Map<String, Receipt.Duplicate> earlier, Map<String, Long> ids) {
    Map<String, Receipt.Duplicate> known = new HashMap<>(earlier);
    List<Receipt> receipts = new ArrayList<>(rows.size());
    for (InboxRow row : rows) {
      Receipt.Duplicate duplicate = known.get(row.fingerprint());
      if (duplicate != null) {
        receipts.add(duplicate);
        continue;
      }
      InboxId id = new InboxId(ids.getOrDefault(row.fingerprint(), 0L));
      receipts.add(new Receipt.Accepted(id));
      known.put(row.fingerprint(), new Receipt.Duplicate(id, row.arrival().promise().wire()));
    }
    return receipts;
  }

  /** Of a row with an id and an acknowledgement. */
  static Receipt.Duplicate duplicate(ResultSet row) throws SQLException {
    byte[] ack = Optional.ofNullable(row.getBytes("ack")).orElseGet(() -> new byte[0]);
    return new Receipt.Duplicate(new InboxId(row.getLong("id")), ack);
  }
}
