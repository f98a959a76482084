package dev.mortar.mapping.segment;

import dev.mortar.mapping.datatype.Attachments;
import dev.mortar.mapping.datatype.Mapping;
import dev.mortar.mapping.text.Segment;
import dev.mortar.mapping.text.Value;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.DocumentReference;

/** OBX to the content of a DocumentReference: files each for itself, lines of text together. */
public final class DocumentContents {
  private static final List<String> TEXTS = List.of("TX", "FT", "ST", "");
  private static final String TEXT = "text/plain; charset=utf-8";

  public static final SegmentMap<DocumentReference> OBX =
      SegmentMap.<DocumentReference>of("OBX[DocumentReference]", "DocumentReference")
          .step(5, "content[1].attachment", DocumentContents::files)
          .step(5, "content[4].data", DocumentContents::lines);

  private DocumentContents() {}

  /** True for a value that is content; another kind is an observation beside the document. */
  public static boolean isContent(Segment obx) {
    String type = obx.field(2).peek();
    return TEXTS.contains(type) || type.equals("ED") || type.equals("RP");
  }

  private static boolean files(Segment obx, DocumentReference document, Mapping mapping) {
    boolean embedded = obx.field(2).is("ED");
    if (!embedded && !obx.field(2).is("RP")) {
      return false;
    }
    boolean reached = false;
    Value field = obx.field(5);
    for (int i = 1; i <= field.repetitions(); i++) {
      Value value = field.repetition(i);
      Attachment attachment =
          embedded ? Attachments.ed(value, mapping) : Attachments.rp(value, mapping);
      if (attachment != null) {
        document.addContent().setAttachment(attachment);
        reached = true;
      }
    }
    return reached;
  }

  /** All lines of text are one plain text, whatever the number of their OBX. */
  private static boolean lines(Segment obx, DocumentReference document, Mapping mapping) {
    if (!TEXTS.contains(obx.field(2).peek())) {
      return false;
    }
    StringBuilder text = new StringBuilder();
    Value field = obx.field(5);
    for (int i = 1; i <= field.repetitions(); i++) {
      text.append(text.isEmpty() ? "" : "\n").append(field.repetition(i).literal());
    }
    if (text.toString().isBlank()) {
      return false;
    }
    Attachment last =
        document.hasContent() ? document.getContent().getLast().getAttachment() : new Attachment();
    if (TEXT.equals(last.getContentType()) && last.hasData()) {
      text.insert(0, new String(last.getData(), StandardCharsets.UTF_8) + "\n");
    } else {
      last = document.addContent().getAttachment().setContentType(TEXT);
    }
    last.setData(text.toString().getBytes(StandardCharsets.UTF_8));
    return true;
  }
}
