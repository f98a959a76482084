package dev.mortar.storage.upload;

import com.google.common.hash.Hashing;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes malware out of what a message has become. The rest of the message is stored, the place of
 * the file says what was there, and the message itself stays in the inbox as it came.
 */
public final class ReceivedFiles {
  private static final Logger LOG = LoggerFactory.getLogger(ReceivedFiles.class);
  private static final String ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";

  private final Uploads uploads;

  ReceivedFiles(Uploads uploads) {
    this.uploads = uploads;
  }

  /**
   * @return how many files were taken out
   * @throws ScannerSilentException if nobody can say whether they are clean
   */
  public int clean(Bundle message) {
    List<Attachment> found =
        message.getEntry().stream()
            .filter(Bundle.BundleEntryComponent::hasResource)
            .flatMap(entry -> files(entry.getResource()))
            .filter(file -> file.hasData() && uploads.isMalware(file.getData()))
            .toList();
    found.forEach(ReceivedFiles::takeOut);
    if (!found.isEmpty()) {
      LOG.warn(
          "Malware was found in {} files of a message and left out: look at the message in the"
              + " inbox, and ask its sender",
          found.size());
    }
    return found.size();
  }

  private static Stream<Attachment> files(Resource resource) {
    return switch (resource) {
      case DocumentReference document ->
          document.getContent().stream()
              .map(DocumentReference.DocumentReferenceContentComponent::getAttachment);
      case DiagnosticReport report -> report.getPresentedForm().stream();
      case Communication message ->
          message.getPayload().stream()
              .filter(Communication.CommunicationPayloadComponent::hasContentAttachment)
              .map(Communication.CommunicationPayloadComponent::getContentAttachment);
      case Observation observation ->
          observation.getExtension().stream()
              .filter(extension -> extension.getValue() instanceof Attachment)
              .map(extension -> (Attachment) extension.getValue());
      default -> Stream.empty();
    };
  }

  private static void takeOut(Attachment file) {
    byte[] data = file.getData();
    // FHIR R4 hashes attachments by SHA-1.
    file.setHash(sha1(data)).setSize(data.length).setData(null);
    file.setTitle("Not kept: malware was found in it");
    file.addExtension(ABSENT, new CodeType("masked"));
  }

  @SuppressWarnings("deprecation")
  private static byte[] sha1(byte[] data) {
    return Hashing.sha1().hashBytes(data).asBytes();
  }
}
