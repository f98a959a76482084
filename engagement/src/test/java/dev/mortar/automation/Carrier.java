package dev.mortar.automation;

import dev.mortar.outreach.channel.Channel;
import dev.mortar.outreach.channel.Handover;
import dev.mortar.outreach.channel.Medium;
import dev.mortar.outreach.channel.Outgoing;
import dev.mortar.outreach.channel.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A carrier that writes down what it was given, and behaves as the test says. */
public final class Carrier implements Channel {
  private final Medium medium;
  private final List<Outgoing> taken = new ArrayList<>();
  private Function<Outgoing, Handover> answer = message -> new Handover.Accepted("p1", 1);
  private boolean answersQuestions;

  public Carrier(Medium medium) {
    this.medium = medium;
  }

  public Carrier answering(Function<Outgoing, Handover> behaviour) {
    this.answer = behaviour;
    return this;
  }

  public Carrier thatCanBeAsked() {
    this.answersQuestions = true;
    return this;
  }

  /** Takes the message, whatever it answers afterwards. */
  public void take(Outgoing message) {
    taken.add(message);
  }

  public List<Outgoing> taken() {
    return List.copyOf(taken);
  }

  @Override
  public Medium medium() {
    return medium;
  }

  @Override
  public Handover send(Outgoing message) {
    var said = answer.apply(message);
    if (said instanceof Handover.Accepted) {
      taken.add(message);
    }
    return said;
  }

  @Override
  public Trace ask(String key) {
    if (!answersQuestions) {
      return new Trace.Silent();
    }
    return taken.stream().anyMatch(message -> message.key().equals(key))
        ? new Trace.Found("p1")
        : new Trace.Absent();
  }
}
