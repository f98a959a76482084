package dev.mortar.mapping.datatype;

import dev.mortar.mapping.text.Value;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import org.hl7.fhir.r4.model.Attachment;
import org.jspecify.annotations.Nullable;

/** ED and RP to Attachment. */
public final class Attachments {
  private Attachments() {}

  public static @Nullable Attachment ed(Value ed, Mapping mapping) {
    String data = ed.component(5).text();
    if (data.isEmpty()) {
      return null;
    }
    byte[] decoded = decode(data, ed.component(4).peek());
    if (decoded == null) {
      mapping.bad(ed.component(5), "The data is not in the encoding that the message names");
      return null;
    }
    Attachment attachment = new Attachment().setData(decoded);
    contentType(ed.component(2), ed.component(3), attachment);
    return attachment;
  }

  public static @Nullable Attachment rp(Value rp, Mapping mapping) {
    String pointer = rp.component(1).text();
    if (pointer.isEmpty()) {
      return null;
    }
    Attachment attachment = new Attachment().setUrl(pointer);
    contentType(rp.component(3), rp.component(4), attachment);
    return attachment;
  }

  private static void contentType(Value type, Value subtype, Attachment attachment) {
    String detail = subtype.text();
    String main = type.text();
    if (detail.indexOf('/') > 0 || main.isEmpty()) {
      attachment.setContentType(detail.isEmpty() ? null : detail);
    } else {
      attachment.setContentType(detail.isEmpty() ? main : main + "/" + detail);
    }
  }

  private static byte @Nullable [] decode(String data, String encoding) {
    try {
      return switch (encoding) {
        case "Base64", "base64", "BASE64" -> Base64.getMimeDecoder().decode(data);
        case "Hex", "HEX" -> HexFormat.of().parseHex(data);
        default -> data.getBytes(StandardCharsets.UTF_8);
      };
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
