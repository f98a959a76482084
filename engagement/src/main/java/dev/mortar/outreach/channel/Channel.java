package dev.mortar.outreach.channel;

/** A way to a person. */
public interface Channel {
  Medium medium();

  /** Hands the message over, at most once; never throws for what a carrier does. */
  Handover send(Outgoing message);

  /** Asks what became of a message whose handing over was cut short. */
  Trace ask(String key);
}
