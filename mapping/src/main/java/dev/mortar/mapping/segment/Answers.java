package dev.mortar.mapping.segment;

import dev.mortar.mapping.datatype.Codes;
import dev.mortar.mapping.datatype.Primitives;
import dev.mortar.mapping.table.CodeTable;
import org.hl7.fhir.r4.model.MessageHeader;
import org.hl7.fhir.r4.model.MessageHeader.ResponseType;

/** MSA to MessageHeader. */
public final class Answers {
  private static final CodeTable CODE = CodeTable.named("acknowledgement");

  public static final SegmentMap<MessageHeader> MSA =
      SegmentMap.<MessageHeader>of("MSA[MessageHeader]", "MessageHeader")
          .one(
              1,
              "response.code",
              Codes.code(CODE),
              (header, code) -> header.getResponse().setCode(ResponseType.fromCode(code)))
          .one(
              2,
              "response.identifier",
              Primitives::text,
              (header, number) -> header.getResponse().setIdentifier(number));

  private Answers() {}
}
