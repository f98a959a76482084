package dev.mortar.storage.sealing;

import dev.mortar.hl7.MessageSeal;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import javax.crypto.SecretKey;
import org.springframework.dao.DataRetrievalFailureException;

/**
 * Raw messages under a key of the day on which they were stored: whom a message is about is known
 * only when it is read, and it is acknowledged before.
 *
 * <p>A mark of five bytes, the day as the number of days since 1970, a nonce, the message, a tag.
 */
final class SealedMessages implements MessageSeal {
  private static final byte[] MARK = {0, 'M', 'S', 'L', 1};
  private static final int HEAD = MARK.length + Integer.BYTES;
  private static final String PLACE = "message";

  private final Sealing sealing;
  private final DataKeys keys;
  private final Ciphers ciphers;
  private final boolean enabled;
  private final Failures failures;
  private final Clock clock;

  SealedMessages(
      Sealing sealing,
      DataKeys keys,
      Ciphers ciphers,
      boolean enabled,
      Failures failures,
      Clock clock) {
    this.sealing = sealing;
    this.keys = keys;
    this.ciphers = ciphers;
    this.enabled = enabled;
    this.failures = failures;
    this.clock = clock;
  }

  /** What begins with our mark and is not ours is sealed even if nothing else is. */
  @Override
  public byte[] seal(byte[] raw) {
    if (raw.length == 0 || !(enabled || isMarked(raw))) {
      return raw;
    }
    LocalDate day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    byte[] sealed = ciphers.seal(keys.lasting(owner(day)), PLACE, raw);
    return ByteBuffer.allocate(HEAD + sealed.length)
        .put(MARK)
        .putInt((int) day.toEpochDay())
        .put(sealed)
        .array();
  }

  @Override
  public byte[] open(byte[] stored) {
    if (!isMarked(stored)) {
      return stored;
    }
    LocalDate day = LocalDate.ofEpochDay(ByteBuffer.wrap(stored).getInt(MARK.length));
    try {
      SecretKey key =
          keys.forOpening(owner(day)).orElseThrow(() -> new GeneralSecurityException("No key"));
      return Ciphers.open(key, PLACE, stored, HEAD);
    } catch (GeneralSecurityException | IllegalStateException e) {
      failures.add();
      throw new DataRetrievalFailureException(
          "A message of " + day + " cannot be opened: its key is not here, or it was changed", e);
    }
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
    return isMarked(stored) || !enabled;
  }

  private static boolean isMarked(byte[] bytes) {
    return bytes.length > HEAD && Arrays.equals(bytes, 0, MARK.length, MARK, 0, MARK.length);
  }

  private static String owner(LocalDate day) {
    return "messages/" + day;
  }
}
