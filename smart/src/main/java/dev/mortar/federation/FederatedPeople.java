package dev.mortar.federation;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Who the people of the providers are here, in the table {@code smart_federated_person}. They are
 * known by issuer and subject; what else a provider says about them never finds an account.
 */
public final class FederatedPeople {
  private final JdbcClient jdbc;
  private final Clock clock;

  FederatedPeople(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  public Optional<String> find(String issuer, String subject) {
    return jdbc.sql("select username from smart_federated_person where issuer = ? and subject = ?")
        .params(issuer, subject)
        .query(String.class)
        .optional();
  }

  public List<Link> of(String username) {
    return jdbc.sql(
            "select issuer, subject from smart_federated_person where username = ? order by 1, 2")
        .param(username)
        .query((row, number) -> new Link(row.getString("issuer"), row.getString("subject")))
        .list();
  }

  /**
   * @return false if that subject is somebody already, who stays so
   */
  public boolean link(String issuer, String subject, String username) {
    try {
      jdbc.sql(
              """
              insert into smart_federated_person (issuer, subject, username, linked_at)
              values (?, ?, ?, ?)""")
          .params(issuer, subject, username)
          .param(clock.instant().atOffset(ZoneOffset.UTC))
          .update();
      return true;
    } catch (DuplicateKeyException linked) {
      return false;
    }
  }

  /**
   * @return false if there was no such link
   */
  public boolean unlink(String issuer, String subject, String username) {
    return jdbc.sql(
                """
                delete from smart_federated_person
                where issuer = ? and subject = ? and username = ?""")
            .params(issuer, subject, username)
            .update()
        == 1;
  }

  public record Link(String issuer, String subject) {}
}
