package dev.mortar.storage.sealing;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import javax.crypto.SecretKey;
import org.springframework.dao.DataRetrievalFailureException;

/**
 * Bytes under a key of the day on which they were stored, for what belongs to nobody alone.
 *
 * <p>A mark of five bytes, the day as the number of days since 1970, a nonce, the bytes, a tag.
 */
final class DaySeal {
  private static final int MARK_BYTES = 5;
  private static final int HEAD = MARK_BYTES + Integer.BYTES;

  private final Kind kind;
  private final DataKeys keys;
  private final Ciphers ciphers;
  private final boolean enabled;
  private final Failures failures;
  private final Clock clock;

  DaySeal(
      Kind kind, DataKeys keys, Ciphers ciphers, boolean enabled, Failures failures, Clock clock) {
    this.kind = kind;
    this.keys = keys;
    this.ciphers = ciphers;
    this.enabled = enabled;
    this.failures = failures;
    this.clock = clock;
  }

  /** What begins with our mark and is not ours is sealed even if nothing else is. */
  byte[] seal(byte[] raw) {
    if (raw.length == 0 || !(enabled || isMarked(raw))) {
      return raw;
    }
    LocalDate day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    byte[] sealed = ciphers.seal(keys.lasting(owner(day)), kind.place(), raw);
    return ByteBuffer.allocate(HEAD + sealed.length)
        .put(kind.mark())
        .putInt((int) day.toEpochDay())
        .put(sealed)
        .array();
  }

  /**
   * @throws DataRetrievalFailureException if the key is not here, or the bytes were changed
   */
  byte[] open(byte[] stored) {
    if (!isMarked(stored)) {
      return stored;
    }
    LocalDate day = LocalDate.ofEpochDay(ByteBuffer.wrap(stored).getInt(MARK_BYTES));
    try {
      SecretKey key =
          keys.forOpening(owner(day)).orElseThrow(() -> new GeneralSecurityException("No key"));
      return Ciphers.open(key, kind.place(), stored, HEAD);
    } catch (GeneralSecurityException | IllegalStateException e) {
      failures.add();
      throw new DataRetrievalFailureException(
          "A %s of %s cannot be opened: its key is not here, or it was changed"
              .formatted(kind.place(), day),
          e);
    }
  }

  boolean isSealed(byte[] stored) {
    return isMarked(stored) || !enabled;
  }

  private boolean isMarked(byte[] bytes) {
    return bytes.length > HEAD && Arrays.equals(bytes, 0, MARK_BYTES, kind.mark(), 0, MARK_BYTES);
  }

  private String owner(LocalDate day) {
    return kind.place() + "s/" + day;
  }

  /** What is sealed so. What is sealed as one kind does not open as another. */
  enum Kind {
    /** Raw: whom it is about is known only when it is read, and it is acknowledged before. */
    MESSAGE('L'),
    /** A Binary or an attachment that has a row of its own. */
    FILE('F');

    private final char sign;

    Kind(char sign) {
      this.sign = sign;
    }

    private byte[] mark() {
      return new byte[] {0, 'M', 'S', (byte) sign, 1};
    }

    private String place() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
