package dev.mortar.mapping.segment;

import dev.mortar.mapping.datatype.Identifiers;
import org.hl7.fhir.r4.model.Account;

/** PID-18 and MRG-3 to Account. */
public final class Accounts {
  public static final SegmentMap<Account> PID =
      SegmentMap.<Account>of("PID[Account]", "Account")
          .one(18, "identifier", Identifiers.cx("account"), Account::addIdentifier);

  public static final SegmentMap<Account> MRG =
      SegmentMap.<Account>of("MRG[Account]", "Account")
          .one(3, "identifier", Identifiers.cx("account"), Account::addIdentifier);

  private Accounts() {}
}
