package dev.mortar.mapping.message;

import dev.mortar.mapping.datatype.Authorities;
import dev.mortar.mapping.datatype.Mapping;
import dev.mortar.mapping.segment.Answers;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.MessageHeader;

/** ACK: what became of a message that we sent. Only the header is left of it. */
final class Ack implements MessageMap {
  @Override
  public void map(Node message, Mapping mapping) {
    Node msa = message.child("MSA").orElse(null);
    if (msa == null || !msa.segment().field(2).isValued()) {
      mapping.missing("MSA-2", "An acknowledgement that does not say of what");
      return;
    }
    MessageHeader header = new MessageHeader();
    Answers.MSA.apply(msa.segment(), header, mapping);
    if (!header.getResponse().hasCode()) {
      mapping.missing("MSA-1", "An acknowledgement without a code");
      mapping.message().drop(msa.segment());
      return;
    }
    String code = mapping.trigger().length() == 3 ? mapping.trigger() : "ACK";
    header.setEvent(
        new Coding().setSystem("http://terminology.hl7.org/CodeSystem/v2-0003").setCode(code));
    header
        .getSource()
        .setName(mapping.namespace())
        .setEndpoint(Authorities.own(mapping.namespace()));
    mapping.transaction().byKeys(header, mapping.namespace(), mapping.heading().controlId(), "ACK");
  }
}
