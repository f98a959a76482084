package dev.mortar.ehr;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Who the people of the EHRs are here, in the table {@code smart_ehr_person}. A manager links them;
 * nobody gets an account by being launched.
 */
public final class EhrPeople {
  private final JdbcClient jdbc;
  private final Set<String> trusted;

  /**
   * @param trusted bases of the EHRs whose sign-in counts here
   */
  EhrPeople(JdbcClient jdbc, Set<String> trusted) {
    this.jdbc = jdbc;
    this.trusted = Set.copyOf(trusted);
  }

  /** The account of whoever is signed in there, if that counts here. */
  public Optional<String> find(SmartSession session) {
    String iss = session.ehr().base().toString();
    if (!trusted.contains(iss)) {
      return Optional.empty();
    }
    return session.fhirUser().flatMap(user -> linked(iss, user));
  }

  /** Who somebody of the EHR is here, whether their sign-in there counts or not. */
  public Optional<String> linked(Ehr ehr, String fhirUser) {
    return linked(ehr.base().toString(), whole(ehr, fhirUser));
  }

  private Optional<String> linked(String iss, String fhirUser) {
    return jdbc.sql("select username from smart_ehr_person where iss = ? and fhir_user = ?")
        .params(iss, fhirUser)
        .query(String.class)
        .optional();
  }

  public List<Person> of(String username) {
    return jdbc.sql("select iss, fhir_user from smart_ehr_person where username = ? order by 1, 2")
        .param(username)
        .query((row, number) -> new Person(row.getString("iss"), row.getString("fhir_user")))
        .list();
  }

  /** Whoever was linked to that person before is so no more. */
  public void link(Ehr ehr, String fhirUser, String username) {
    Person person = new Person(ehr.base().toString(), whole(ehr, fhirUser));
    unlink(person);
    jdbc.sql("insert into smart_ehr_person (iss, fhir_user, username) values (?, ?, ?)")
        .params(person.iss(), person.fhirUser(), username)
        .update();
  }

  public void unlink(String username) {
    jdbc.sql("delete from smart_ehr_person where username = ?").param(username).update();
  }

  /**
   * @return false if that is no link of the account
   */
  public boolean unlink(Person person, String username) {
    return jdbc.sql("delete from smart_ehr_person where iss = ? and fhir_user = ? and username = ?")
            .params(person.iss(), person.fhirUser(), username)
            .update()
        == 1;
  }

  private void unlink(Person person) {
    jdbc.sql("delete from smart_ehr_person where iss = ? and fhir_user = ?")
        .params(person.iss(), person.fhirUser())
        .update();
  }

  /** EHRs name people by a whole address or within their base. */
  static String whole(Ehr ehr, String fhirUser) {
    return fhirUser.contains("://") ? fhirUser : ehr.base() + "/" + fhirUser;
  }

  /**
   * @param iss base of the EHR
   * @param fhirUser the person there, as a whole address
   */
  public record Person(String iss, String fhirUser) {}
}
