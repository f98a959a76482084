package dev.mortar.storage.sealing;

import ca.uhn.fhir.jpa.model.entity.BaseResourceIndexedSearchParam;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamToken;
import ca.uhn.fhir.rest.api.Constants;
import dev.mortar.storage.extraction.TokenIndex;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Base;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is stored instead of the most sensitive values, and how they come back. */
public final class Sealing implements TokenIndex {
  private static final Logger LOG = LoggerFactory.getLogger(Sealing.class);
  private static final String INDEX = "index";
  private static final String HASHED = "hmac-";
  private static final int HEX_OF_A_HASH = 64;

  private final Sensitive sensitive;
  private final boolean enabled;
  private final DataKeys keys;
  private final Ciphers ciphers;
  private final Failures failures;

  Sealing(Sensitive sensitive, boolean enabled, DataKeys keys, Ciphers ciphers, Failures failures) {
    this.sensitive = sensitive;
    this.enabled = enabled;
    this.keys = keys;
    this.ciphers = ciphers;
    this.failures = failures;
  }

  /** Whether the text of a resource holds what must not be stored as it is. */
  public boolean concerns(String json) {
    return SealedText.isIn(json) || (enabled && !sensitive.values(json).isEmpty());
  }

  /**
   * The text as it is stored. What looks sealed already was not sealed by us, and is.
   *
   * @param pid of the resource's row
   * @throws ca.uhn.fhir.rest.server.exceptions.UnclassifiedServerFailureException 503 if what is
   *     stored of it now cannot be opened
   */
  String sealed(long pid, String json) {
    failures.requireOpened(pid);
    Set<String> values = enabled ? sensitive.values(json) : Set.of();
    if (values.isEmpty() && !SealedText.isIn(json)) {
      return json;
    }
    String owner = DataKeys.resource(pid);
    SecretKey key = keys.forSealing(owner);
    return SealedText.replace(json, values, text -> letters(ciphers.seal(key, owner, utf8(text))));
  }

  /**
   * The text as it came. Without its key the values stay away and say so.
   *
   * @param pid of the resource's row
   */
  public String opened(long pid, String stored) {
    if (!SealedText.isIn(stored)) {
      return stored;
    }
    String owner = DataKeys.resource(pid);
    try {
      String plain = opened(owner, stored);
      failures.opened(pid);
      return plain;
    } catch (GeneralSecurityException | IllegalStateException | IllegalArgumentException e) {
      failures.masked(pid);
      LOG.error(
          "The sealed values of the resource of row {} cannot be opened and are masked: {}",
          pid,
          e.getClass().getSimpleName());
      return MaskedText.of(stored);
    }
  }

  private String opened(String owner, String stored) throws GeneralSecurityException {
    Optional<SecretKey> seen = keys.forOpening(owner);
    if (seen.isPresent()) {
      try {
        return opened(seen.get(), owner, stored);
      } catch (Unopened e) {
        LOG.debug("The key of {} was another when it was seen last", owner);
      }
    }
    SecretKey key =
        keys.forOpeningAnew(owner).orElseThrow(() -> new GeneralSecurityException("No key"));
    return opened(key, owner, stored);
  }

  private static String opened(SecretKey key, String owner, String stored) {
    return SealedText.restore(
        stored,
        text -> {
          try {
            byte[] plain = Ciphers.open(key, owner, Base64.getUrlDecoder().decode(text), 0);
            return new String(plain, StandardCharsets.UTF_8);
          } catch (GeneralSecurityException e) {
            throw new Unopened(e);
          }
        });
  }

  /**
   * The sensitive values that a stored text holds as they are; none if it cannot be opened.
   *
   * @param pid of the resource's row
   */
  Set<String> unsealed(long pid, String stored) {
    if (!enabled || !sensitive.mayBeIn(stored)) {
      return Set.of();
    }
    try {
      String plain = SealedText.isIn(stored) ? opened(DataKeys.resource(pid), stored) : stored;
      return sensitive.values(plain).stream()
          .filter(stored::contains)
          .collect(Collectors.toUnmodifiableSet());
    } catch (GeneralSecurityException | IllegalStateException e) {
      LOG.error("The resource of row {} cannot be opened and is not sealed anew", pid);
      return Set.of();
    }
  }

  /** By what a database finds texts that may hold sensitive values. */
  List<String> signs() {
    return enabled ? sensitive.signs() : List.of();
  }

  /** Which values are sealed, as one short text. */
  String rules() {
    return HexFormat.of().formatHex(Ciphers.hmac(keys.lasting(INDEX), enabled + " " + sensitive));
  }

  /** What stands in an index instead of a value: the same for the same value, and no way back. */
  public String hashed(String value) {
    return HASHED + letters(Ciphers.hmac(keys.lasting(INDEX), value));
  }

  /** As what an identifier may stand in the index: as it is, and as its hash. */
  public Stream<String> asIndexed(String value) {
    return Stream.of(value, hashed(value));
  }

  /**
   * The key of a line of messages, with the hash of its number if that is sensitive: by its system,
   * or written as only a Social Security number is, as a line names no type.
   *
   * @param key as {@code system|value}
   */
  String line(String key) {
    int bar = key.indexOf('|') + 1;
    String value = key.substring(bar);
    return enabled
            && bar > 1
            && (sensitive.isSystem(key.substring(0, bar - 1)) || Sensitive.isWritten(value))
        ? key.substring(0, bar) + hashed(value)
        : key;
  }

  /** The type of an identifier before its value, as {@code identifier:of-type} has it. */
  String hashedOfType(String typed) {
    int bar = typed.indexOf('|') + 1;
    return typed.substring(0, bar) + hashed(typed.substring(bar));
  }

  @Override
  public void keep(IBaseResource resource, Collection<BaseResourceIndexedSearchParam> tokens) {
    if (!enabled || !(resource instanceof Base base)) {
      return;
    }
    Set<String> values = sensitive.values(base);
    if (!values.isEmpty()) {
      List.copyOf(tokens).stream()
          .filter(ResourceIndexedSearchParamToken.class::isInstance)
          .map(ResourceIndexedSearchParamToken.class::cast)
          .filter(token -> token.getValue() != null)
          .forEach(token -> keep(token, values, tokens));
    }
  }

  private void keep(
      ResourceIndexedSearchParamToken token,
      Set<String> values,
      Collection<BaseResourceIndexedSearchParam> tokens) {
    boolean typed = token.getParamName().endsWith(Constants.PARAMQUALIFIER_TOKEN_OF_TYPE);
    String value = token.getValue();
    if (values.contains(typed ? value.substring(value.indexOf('|') + 1) : value)) {
      tokens.remove(token);
      token.setValue(typed ? hashedOfType(value) : hashed(value));
      token.clearHashes();
      token.calculateHashes();
      tokens.add(token);
    }
  }

  /**
   * A resource without its sensitive values, for an index of words.
   *
   * @param words of the resource
   */
  Optional<String> wordsWithout(Base resource, Supplier<@Nullable String> words) {
    Set<String> values = enabled ? sensitive.values(resource) : Set.of();
    if (values.isEmpty()) {
      return Optional.empty();
    }
    String rest = Optional.ofNullable(words.get()).orElse("");
    for (String value : values) {
      rest = rest.replace(value, "");
    }
    return Optional.of(rest);
  }

  /**
   * The hash of a text that is stored beside it, so that nobody can try values until it fits.
   *
   * @param hex of SHA-256
   */
  public String sealedHash(String hex) {
    return hex.length() == HEX_OF_A_HASH
        ? letters(
            Ciphers.blocks(Cipher.ENCRYPT_MODE, keys.lasting(INDEX), HexFormat.of().parseHex(hex)))
        : hex;
  }

  String openedHash(String stored) {
    return stored.length() == HEX_OF_A_HASH
        ? stored
        : HexFormat.of()
            .formatHex(
                Ciphers.blocks(
                    Cipher.DECRYPT_MODE,
                    keys.lasting(INDEX),
                    Base64.getUrlDecoder().decode(stored)));
  }

  /** Together with the resources: what a backup holds of them opens no more by our keys. */
  public void forget(Collection<Long> pids) {
    keys.forget(pids.stream().map(DataKeys::resource).toList());
  }

  private static String letters(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static final class Unopened extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    Unopened(GeneralSecurityException cause) {
      super(cause);
    }
  }
}
