package dev.mortar.authorization;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Removes the rows of accounts. */
final class JdbcPersonalAccounts implements PersonalAccounts {
  /** Table and column of whatever names an account, the account itself last. */
  private static final List<String> NAMED =
      List.of(
          "oauth2_authorization where principal_name",
          "oauth2_authorization_consent where principal_name",
          "smart_launch where username",
          "smart_recovery_code where username",
          "smart_invitation where username",
          "smart_ehr_person where username",
          "smart_ehr_session where username",
          "smart_passkey where username",
          "smart_account where username");

  private final JdbcClient jdbc;

  JdbcPersonalAccounts(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public int erase(String patientId) {
    List<String> accounts =
        jdbc.sql("select username from smart_account where patient_id = ?")
            .param(patientId)
            .query(String.class)
            .list();
    for (String account : accounts) {
      for (String rows : NAMED) {
        jdbc.sql("delete from " + rows + " = ?").param(account).update();
      }
    }
    return accounts.size();
  }
}
