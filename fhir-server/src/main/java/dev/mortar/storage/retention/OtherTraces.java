package dev.mortar.storage.retention;

import dev.mortar.authorization.PersonalAccounts;
import dev.mortar.due.PlannedWork;
import dev.mortar.hl7.OutboundMessages;
import dev.mortar.hl7.PersonalMessages;
import dev.mortar.outreach.SentMessages;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Asks those who do not know the storage to forget. */
final class OtherTraces implements Traces {
  /** A short id may be a word of anything; what is planned about it finds nothing to do. */
  private static final int SHORTEST_ID = 8;

  private final PlannedWork work;
  private final SentMessages sent;
  private final PersonalAccounts accounts;
  private final Optional<PersonalMessages> received;
  private final Optional<OutboundMessages> outbound;

  OtherTraces(
      PlannedWork work,
      SentMessages sent,
      PersonalAccounts accounts,
      Optional<PersonalMessages> received,
      Optional<OutboundMessages> outbound) {
    this.work = work;
    this.sent = sent;
    this.accounts = accounts;
    this.received = received;
    this.outbound = outbound;
  }

  @Override
  public void forget(Gone gone) {
    Set<String> ids = gone.ids();
    work.forget(ids.stream().filter(id -> id.length() >= SHORTEST_ID).collect(Collectors.toSet()));
    sent.forget(ids);
    outbound.ifPresent(it -> it.erase(gone.references()));
    gone.patients().forEach(accounts::erase);
    if (!gone.patients().isEmpty()) {
      received.ifPresent(
          it ->
              it.erase(
                  gone.messages(), gone.numbers(), gone.identifiers()::contains, gone.before()));
    }
  }
}
