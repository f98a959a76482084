package dev.mortar.bench;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.app.HL7Service;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.protocol.ReceivingApplication;
import java.io.IOException;
import java.util.Map;

/** HAPI HL7 v2's SimpleServer: parses, acknowledges and forgets; nothing reaches a disk. */
public final class PeerListener {
  private PeerListener() {}

  public static void main(String[] args) throws InterruptedException {
    HL7Service service = new DefaultHapiContext().newServer(Integer.parseInt(args[0]), false);
    service.registerApplication(new Accept());
    service.startAndWait();
    Thread.currentThread().join();
  }

  private static final class Accept implements ReceivingApplication<Message> {
    @Override
    public Message processMessage(Message message, Map<String, Object> metadata)
        throws HL7Exception {
      try {
        return message.generateACK();
      } catch (IOException e) {
        throw new HL7Exception(e);
      }
    }

    @Override
    public boolean canProcess(Message message) {
      return true;
    }
  }
}
