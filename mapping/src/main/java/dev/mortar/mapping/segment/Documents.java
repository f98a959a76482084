package dev.mortar.mapping.segment;

import dev.mortar.mapping.datatype.Codes;
import dev.mortar.mapping.datatype.Converter;
import dev.mortar.mapping.datatype.Identifiers;
import dev.mortar.mapping.datatype.Mapping;
import dev.mortar.mapping.datatype.Primitives;
import dev.mortar.mapping.datatype.References;
import dev.mortar.mapping.datatype.Times;
import dev.mortar.mapping.table.CodeTable;
import dev.mortar.mapping.text.Segment;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DocumentReference.ReferredDocumentStatus;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.Identifier;

/** TXA to DocumentReference; the content is in the OBX. */
public final class Documents {
  private static final String ALTERNATE = "http://hl7.org/fhir/StructureDefinition/alternate-codes";
  private static final CodeTable STATUS = CodeTable.named("document-status");
  private static final CodeTable TYPE = CodeTable.named("document-type");
  private static final CodeTable SECRECY = CodeTable.named("document-confidentiality");

  /** What the document is known by. */
  public static final SegmentMap<DocumentReference> NUMBER =
      SegmentMap.<DocumentReference>of("TXA[DocumentReference]", "DocumentReference")
          .one(
              12,
              "masterIdentifier",
              Identifiers.ei("document", ""),
              DocumentReference::setMasterIdentifier);

  /** The document before it. */
  public static final SegmentMap<DocumentReference> PARENT =
      SegmentMap.<DocumentReference>of("TXA[DocumentReference]", "DocumentReference")
          .one(
              13,
              "relatesTo.target",
              Identifiers.ei("document", ""),
              DocumentReference::setMasterIdentifier)
          .ours("The guide has no row for the document that is replaced or added to");

  public static final SegmentMap<DocumentReference> TXA =
      SegmentMap.<DocumentReference>of("TXA[DocumentReference]", "DocumentReference")
          .with(NUMBER)
          .one(2, "type", Codes.table("0270"), DocumentReference::setType)
          .one(6, "date", Times::instant, DocumentReference::setDateElement)
          .each(9, "author(Practitioner)", References::practitioner, DocumentReference::addAuthor)
          .one(
              10,
              "authenticator(Practitioner)",
              References::practitioner,
              DocumentReference::setAuthenticator)
          .one(14, "context.related(ServiceRequest)", placer(), Documents::ordered)
          .ours("The guide has no row for the order that the document answers")
          .one(16, "identifier[1]", Primitives::text, Documents::fileName)
          .one(
              17,
              "docStatus",
              Codes.code(STATUS),
              (document, code) -> document.setDocStatus(ReferredDocumentStatus.fromCode(code)))
          .one(18, "securityLabel", Codes.cwe(SECRECY, "0272"), DocumentReference::addSecurityLabel)
          .step(19, "status", Documents::availability)
          .one(25, "description", Primitives::literal, DocumentReference::setDescription);

  /** Only that: what the attachment does not know itself. */
  public static final SegmentMap<DocumentReference.DocumentReferenceContentComponent> FORMAT =
      SegmentMap.<DocumentReference.DocumentReferenceContentComponent>of(
              "TXA[DocumentReference]", "DocumentReference")
          .step(3, "content.attachment.contentType", Documents::format);

  private Documents() {}

  private static Converter<Identifier> placer() {
    return Identifiers.ei("placer", "PLAC");
  }

  private static void ordered(DocumentReference document, Identifier number) {
    document.getContext().addRelated().setType("ServiceRequest").setIdentifier(number);
  }

  private static void fileName(DocumentReference document, String name) {
    document.addIdentifier().setValue(name);
  }

  /** Available; cancelled, obsolete and unavailable stay beside a status that FHIR knows. */
  private static boolean availability(Segment txa, DocumentReference document, Mapping mapping) {
    String code = txa.field(19).text();
    switch (code) {
      case "AV" -> document.setStatus(DocumentReferenceStatus.CURRENT);
      case "CA" -> document.setStatus(DocumentReferenceStatus.ENTEREDINERROR);
      case "OB" -> document.setStatus(DocumentReferenceStatus.SUPERSEDED);
      case "UN" -> document.setStatus(DocumentReferenceStatus.CURRENT);
      default -> {
        if (!code.isEmpty()) {
          mapping.unknown(txa.field(19).component(1), "0273");
        }
        return false;
      }
    }
    Coding coding = new Coding().setSystem("http://terminology.hl7.org/CodeSystem/v2-0273");
    document.getStatusElement().addExtension(ALTERNATE, new CodeableConcept(coding.setCode(code)));
    return true;
  }

  /** The media type that TXA-3 names, or empty. */
  public static String mediaType(Segment txa, Mapping mapping) {
    String code = txa.field(3).component(1).text();
    Optional<CodeTable.Code> known = Codes.lookup(TYPE, code, mapping);
    return known.map(CodeTable.Code::target).orElse(code.indexOf('/') > 0 ? code : "");
  }

  private static boolean format(
      Segment txa, DocumentReference.DocumentReferenceContentComponent content, Mapping mapping) {
    String type = mediaType(txa, mapping);
    if (type.isEmpty() || content.getAttachment().hasContentType()) {
      return false;
    }
    content.getAttachment().setContentType(type);
    return true;
  }
}
