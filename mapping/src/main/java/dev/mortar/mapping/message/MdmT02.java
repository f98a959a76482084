package dev.mortar.mapping.message;

import dev.mortar.mapping.Entries;
import dev.mortar.mapping.MappingIssue.Code;
import dev.mortar.mapping.datatype.Mapping;
import dev.mortar.mapping.segment.DocumentContents;
import dev.mortar.mapping.segment.Documents;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DocumentReference.DocumentReferenceContentComponent;
import org.hl7.fhir.r4.model.DocumentReference.DocumentRelationshipType;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;

/**
 * MDM_T01 and T02: a document with its content, if the message brings it. T05 and T06 add to an
 * earlier document, T09 and T10 replace it, T11 takes it back.
 */
final class MdmT02 implements MessageMap {
  @Override
  public void map(Node message, Mapping mapping) {
    Subject subject = Subjects.of(message, mapping);
    Node txa = message.child("TXA").orElse(null);
    if (subject.patient() == null || txa == null) {
      mapping.missing(txa == null ? "TXA" : "PID", "No patient or no document");
      return;
    }
    DocumentReference document = new DocumentReference();
    Documents.TXA.apply(txa.segment(), document, mapping);
    Results results = new Results(mapping);
    String key = key(document, mapping);
    List<Node> others = new ArrayList<>();
    List<Node> obxs = new ArrayList<>(txa.children("OBX"));
    message.children("PID").forEach(pid -> obxs.addAll(pid.children("OBX")));
    for (Node obx : obxs) {
      if (DocumentContents.isContent(obx.segment())) {
        DocumentContents.OBX.apply(obx.segment(), document, mapping);
      } else {
        others.add(obx);
      }
    }
    results
        .map(others, subject, Order.none(key))
        .forEach(observed -> document.getContext().addRelated(observed));
    content(document, txa, mapping);
    state(document, mapping);
    predecessor(document, txa, subject, mapping);
    document.setSubject(subject.patient());
    if (subject.encounter() != null) {
      document.getContext().addEncounter(subject.encounter());
    }
    mapping.transaction().byKeys(document, subject.key(), key);
  }

  /** FHIR wants content; a notification without it knows the title at most. */
  private static void content(DocumentReference document, Node txa, Mapping mapping) {
    boolean received = document.hasContent();
    DocumentReferenceContentComponent content = document.getContentFirstRep();
    Documents.FORMAT.apply(txa.segment(), content, mapping);
    if (!received) {
      String title = document.hasDescription() ? document.getDescription() : "not received";
      content.getAttachment().setTitle(title);
      Entries.markInitial(document, "content");
    }
  }

  private static void state(DocumentReference document, Mapping mapping) {
    if (mapping.trigger().equals("T11")) {
      document.setStatus(DocumentReferenceStatus.ENTEREDINERROR);
    } else if (!document.hasStatus()) {
      document.setStatus(DocumentReferenceStatus.CURRENT);
    }
  }

  private static void predecessor(
      DocumentReference document, Node txa, Subject subject, Mapping mapping) {
    DocumentRelationshipType relation = relation(mapping.trigger());
    DocumentReference earlier = new DocumentReference();
    Documents.PARENT.apply(txa.segment(), earlier, mapping);
    if (relation == null || !earlier.hasMasterIdentifier()) {
      return;
    }
    Identifier number = earlier.getMasterIdentifier();
    earlier.setStatus(DocumentReferenceStatus.CURRENT).setSubject(subject.patient());
    earlier.addContent().getAttachment().setTitle("not received");
    Entries.markInitial(earlier, "content");
    if (relation == DocumentRelationshipType.REPLACES) {
      earlier.setStatus(DocumentReferenceStatus.SUPERSEDED);
    } else {
      Entries.markInitial(earlier, "status");
    }
    Reference target =
        mapping
            .transaction()
            .implied(earlier, subject.key(), number.getSystem() + "|" + number.getValue());
    document.addRelatesTo().setCode(relation).setTarget(target);
  }

  private static @Nullable DocumentRelationshipType relation(String trigger) {
    return switch (trigger) {
      case "T05", "T06" -> DocumentRelationshipType.APPENDS;
      case "T09", "T10" -> DocumentRelationshipType.REPLACES;
      default -> null;
    };
  }

  private static String key(DocumentReference document, Mapping mapping) {
    if (document.hasMasterIdentifier()) {
      Identifier number = document.getMasterIdentifier();
      return number.getSystem() + "|" + number.getValue();
    }
    mapping.warn(Code.REQUIRED_MISSING, "TXA-12", "No document number; known by this message only");
    return mapping.namespace() + "|" + mapping.heading().controlId();
  }
}
