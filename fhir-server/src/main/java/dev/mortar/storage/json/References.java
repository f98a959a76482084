package dev.mortar.storage.json;

import static org.apache.commons.lang3.StringUtils.isBlank;

import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Reference;

/**
 * The text of a reference in JSON.
 *
 * @param base of the server, which references to it are written without; may be empty
 */
record References(String base) {
  /** Where HAPI would contain a resource, or take the reference from it. */
  static void judge(Reference reference) {
    if (reference.getResource() != null
        && (isBlank(reference.getReference())
            || reference.getResource().getIdElement().isEmpty()
            || reference.getResource().getIdElement().isLocal())) {
      throw new Unusual("a resource in place of its id");
    }
  }

  String text(Reference reference, String text) {
    return isPlain(text) ? text : other(reference, text);
  }

  /** As {@code Patient/12}. */
  private static boolean isPlain(String text) {
    int slash = text.indexOf('/');
    return slash > 0
        && text.charAt(0) >= 'A'
        && text.charAt(0) <= 'Z'
        && isWord(text, 0, slash)
        && isWord(text, slash + 1, text.length());
  }

  private static boolean isWord(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      boolean word =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '-'
              || c == '.';
      if (!word) {
        return false;
      }
    }
    return from < to;
  }

  /** By the rules of HAPI's encoder. */
  private String other(Reference reference, String text) {
    if (text.startsWith("#")
        || text.contains("/_history/")
        || reference.getResource() != null
        || (!base.isEmpty() && text.startsWith(base))) {
      throw new Unusual("a reference that is written in another way");
    }
    IdType id = new IdType(text);
    if (isBlank(id.getIdPart())) {
      return text;
    }
    String written = id.toVersionless().getValue();
    if (isBlank(written)) {
      throw new Unusual("a reference that is none");
    }
    return written;
  }
}
