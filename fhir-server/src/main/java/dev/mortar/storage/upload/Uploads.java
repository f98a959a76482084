package dev.mortar.storage.upload;

import ca.uhn.fhir.rest.server.exceptions.PayloadTooLargeException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import ca.uhn.fhir.sl.cache.Cache;
import ca.uhn.fhir.sl.cache.CacheFactory;
import com.google.common.hash.Hashing;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Resource;

/**
 * Says of a file whether it is taken. What no caller has sent, such as a document of an HL7
 * message, is looked through for malware only: it is kept as it came, and nobody's browser opens
 * it.
 */
public final class Uploads {
  private static final Duration KNOWN = Duration.ofMinutes(10);
  private static final int MOST_KNOWN = 1_000;

  /** In two parts, as scanners look at programs, too. */
  private static final String TEST_FILE =
      "X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-" + "STANDARD-ANTIVIRUS-TEST-FILE!$H+H*";

  private final Set<String> types;
  private final long largest;
  private final Scanner scanner;

  /** A record that is saved again need not be scanned again. */
  private final Cache<String, Boolean> scanned = CacheFactory.build(KNOWN.toMillis(), MOST_KNOWN);

  Uploads(UploadProperties properties, Scanner scanner) {
    this.types = Set.copyOf(properties.types());
    this.largest = properties.largest().toBytes();
    this.scanner = scanner;
  }

  /**
   * What a caller wants to store.
   *
   * @param attached every attachment of the resource that has data
   * @param before those that are stored already, which are not looked at again
   * @throws UnprocessableEntityException if one is not taken; the text says why
   * @throws ScannerSilentException if nobody can say whether it is clean
   */
  public void check(Resource resource, List<Attachment> attached, List<Attachment> before) {
    for (Attachment file : attached) {
      if (before.stream().noneMatch(old -> isSame(old, file))) {
        check(file.hasContentType() ? file.getContentType() : "", file.getData());
      }
    }
    var photos = resource.getNamedProperty("photo");
    if (photos != null) {
      photos.getValues().stream().map(Attachment.class::cast).forEach(Uploads::checkPhoto);
    }
    for (Binary file : binaries(resource)) {
      check(file.hasContentType() ? file.getContentType() : "", file.getData());
    }
  }

  /** What the server stores by itself. */
  public void scan(Resource resource, List<Attachment> attached) {
    attached.forEach(file -> refuseMalware(file.getData()));
    binaries(resource).forEach(file -> refuseMalware(file.getData()));
  }

  private static List<Binary> binaries(Resource resource) {
    return switch (resource) {
      case Binary file -> file.hasData() ? List.of(file) : List.of();
      case Bundle bundle ->
          bundle.getEntry().stream()
              .filter(Bundle.BundleEntryComponent::hasResource)
              .flatMap(entry -> binaries(entry.getResource()).stream())
              .toList();
      default -> List.of();
    };
  }

  private static boolean isSame(Attachment old, Attachment file) {
    return Arrays.equals(old.getData(), file.getData())
        && String.valueOf(old.getContentType()).equals(file.getContentType());
  }

  private static void checkPhoto(Attachment photo) {
    if (photo.hasContentType() && !photo.getContentType().startsWith("image/")) {
      throw new UnprocessableEntityException("A photo is a picture: its contentType is image/….");
    }
  }

  private void check(String contentType, byte[] data) {
    String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (type.isEmpty()) {
      throw new UnprocessableEntityException("A file needs its contentType.");
    }
    refuseMalware(data);
    if (!types.contains(type)) {
      throw new UnprocessableEntityException(
          "A file of this contentType is not taken. Taken are: "
              + types.stream().sorted().toList());
    }
    if (data.length > largest) {
      throw new PayloadTooLargeException("A file has at most " + largest + " bytes.");
    }
    if (!Signatures.fit(type, data)) {
      throw new UnprocessableEntityException(
          "The file is not what its contentType says: " + type + ".");
    }
    if (ActiveContent.in(type, data)) {
      throw new UnprocessableEntityException(
          "The file holds a script, a macro or an embedded program. Send it without.");
    }
  }

  private void refuseMalware(byte[] data) {
    if (isMalware(data)) {
      throw new UnprocessableEntityException("The file is not taken: malware was found in it.");
    }
  }

  /**
   * @throws ScannerSilentException if nobody can say
   */
  boolean isMalware(byte[] data) {
    if (Texts.indexOf(data, TEST_FILE) >= 0) {
      return true;
    }
    if (scanner == Scanner.NONE) {
      // Nothing to ask, so nothing to hash.
      return false;
    }
    String hash = Hashing.sha256().hashBytes(data).toString();
    return scanned.get(hash, unknown -> scanner.finds(data));
  }
}
