package dev.mortar.hl7.inbox;

import dev.mortar.hl7.PersonalMessages;
import dev.mortar.mapping.Heading;
import dev.mortar.mapping.Mapper;
import dev.mortar.mapping.RawMessage;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.springframework.jdbc.core.JdbcTemplate;

/** Blanks rows of the inbox. */
final class JdbcPersonalMessages implements PersonalMessages {
  private static final String SELECT =
      "SELECT id, raw, received FROM mortar_hl7_inbox WHERE state <> 'ERASED' AND received < ? AND ";

  private final Database database;
  private final JdbcTemplate jdbc;
  private final Lines lines;

  JdbcPersonalMessages(Database database, Mapper mapper) {
    this.database = database;
    this.jdbc = database.jdbc();
    this.lines = new Lines(mapper);
  }

  @Override
  public Set<String> numbers() {
    Set<String> numbers =
        new TreeSet<>(
            jdbc.queryForList("SELECT DISTINCT patient FROM mortar_hl7_inbox", String.class));
    numbers.addAll(
        jdbc.queryForList("SELECT DISTINCT patient FROM mortar_hl7_also_about", String.class));
    numbers.remove("");
    return numbers;
  }

  /** Two authorities may give the same number, so each message is asked whose it is. */
  @Override
  public int erase(
      Set<Long> messages, Set<String> numbers, Predicate<String> theirs, Instant before) {
    OffsetDateTime end = before.atOffset(ZoneOffset.UTC);
    Set<Long> found = new TreeSet<>();
    for (Long message : messages) {
      jdbc.query(SELECT + "id = ?", this::kept, end, message).forEach(it -> found.add(it.id()));
    }
    for (String number : numbers) {
      for (String name : database.seal().names(Columns.text(number))) {
        about(name, end).stream()
            .filter(it -> lines(it).stream().anyMatch(theirs))
            .forEach(it -> found.add(it.id()));
      }
    }
    unassigned(end).stream()
        .filter(it -> numbers.stream().anyMatch(it::names))
        .forEach(it -> found.add(it.id()));
    for (Long message : List.copyOf(found)) {
      found.addAll(
          jdbc.queryForList(
              "SELECT id FROM mortar_hl7_inbox WHERE part_of = ?", Long.class, message));
    }
    found.forEach(this::blank);
    return found.size();
  }

  private List<Kept> about(String number, OffsetDateTime end) {
    List<Kept> all = new ArrayList<>(jdbc.query(SELECT + "patient = ?", this::kept, end, number));
    all.addAll(
        jdbc.query(
            SELECT + "id IN (SELECT message FROM mortar_hl7_also_about WHERE patient = ?)",
            this::kept,
            end,
            number));
    return all;
  }

  /**
   * Of a broken frame and of a fragment nobody knows whom it is about; one that holds the number
   * goes as well.
   */
  private List<Kept> unassigned(OffsetDateTime end) {
    return jdbc.query(
        SELECT
            + """
            (state IN ('QUARANTINED', 'FRAGMENT')
              OR state = 'FAILED' AND (continues <> '' OR continued_by <> ''))""",
        this::kept,
        end);
  }

  private List<String> lines(Kept message) {
    Optional<Heading> heading = Heading.read(message.raw());
    return heading.isEmpty()
        ? List.of()
        : lines.of(new RawMessage("", message.raw(), message.received()), heading.get());
  }

  private void blank(Long id) {
    jdbc.update("DELETE FROM mortar_hl7_turn WHERE message = ?", id);
    jdbc.update("DELETE FROM mortar_hl7_finding WHERE message = ?", id);
    jdbc.update("DELETE FROM mortar_hl7_also_about WHERE message = ?", id);
    jdbc.update(
        """
        UPDATE mortar_hl7_inbox
        SET raw = ?, patient = '', state = 'ERASED', failure = '', reading = '' WHERE id = ?""",
        new byte[0],
        id);
  }

  private Kept kept(ResultSet row, int number) throws SQLException {
    return new Kept(
        row.getLong("id"),
        database.message(row, "raw"),
        row.getObject("received", OffsetDateTime.class).toInstant());
  }

  private record Kept(long id, byte[] raw, Instant received) {
    /** Latin letters are the same bytes in every character set that messages come in. */
    boolean names(String number) {
      String text = new String(raw, StandardCharsets.ISO_8859_1);
      return number.length() > 2 && text.contains('|' + number);
    }
  }
}
