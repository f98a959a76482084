package dev.mortar.storage.sealing;

import dev.mortar.hl7.MessageSeal;
import java.util.Set;
import java.util.stream.Collectors;

/** Raw messages under a key of the day, and the names of what is looked for in them. */
final class SealedMessages implements MessageSeal {
  private final Sealing sealing;
  private final DaySeal days;

  SealedMessages(Sealing sealing, DaySeal days) {
    this.sealing = sealing;
    this.days = days;
  }

  @Override
  public byte[] seal(byte[] raw) {
    return days.seal(raw);
  }

  @Override
  public byte[] open(byte[] stored) {
    return days.open(stored);
  }

  @Override
  public String name(String key) {
    return sealing.line(key);
  }

  @Override
  public Set<String> names(String number) {
    return sealing.asIndexed(number).collect(Collectors.toSet());
  }

  @Override
  public boolean isSealed(byte[] stored) {
    return days.isSealed(stored);
  }
}
