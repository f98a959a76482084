package dev.mortar.hl7.inbox;

import dev.mortar.hl7.MessageSeal;

/** A seal that everybody opens, and that nobody takes for the message: the bytes backwards. */
final class Backwards implements MessageSeal {
  private static final byte MARK = 1;

  @Override
  public byte[] seal(byte[] raw) {
    if (raw.length == 0) {
      return raw;
    }
    byte[] sealed = new byte[raw.length + 1];
    sealed[0] = MARK;
    for (int i = 0; i < raw.length; i++) {
      sealed[raw.length - i] = raw[i];
    }
    return sealed;
  }

  @Override
  public byte[] open(byte[] stored) {
    if (!isSealed(stored)) {
      return stored;
    }
    byte[] raw = new byte[stored.length - 1];
    for (int i = 0; i < raw.length; i++) {
      raw[i] = stored[raw.length - i];
    }
    return raw;
  }

  @Override
  public boolean isSealed(byte[] stored) {
    return stored.length > 0 && stored[0] == MARK;
  }
}
