package dev.mortar.outreach;

import dev.mortar.ig.Codes.MessageStatusReason;
import dev.mortar.outreach.channel.Medium;
import dev.mortar.store.FhirStore;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.Communication.CommunicationStatus;
import org.hl7.fhir.r4.model.CommunicationRequest;

/** Plans the reminders of all appointments of a window, and sends what is due, at once. */
public final class ReminderRun {
  private static final int MOST = 1_000;

  /**
   * What was done, or would be.
   *
   * @param suppressed how many were not sent, by the code of the reason
   */
  public record Result(int planned, int sent, Map<String, Integer> suppressed) {}

  private final FhirStore store;
  private final Reminders reminders;
  private final Sender sender;
  private final Clock clock;

  ReminderRun(FhirStore store, Reminders reminders, Sender sender, Clock clock) {
    this.store = store;
    this.reminders = reminders;
    this.sender = sender;
    this.clock = clock;
  }

  /**
   * @param media only messages that may go by one of these; empty for all
   * @param dryRun whether nothing is stored or sent
   */
  public Result run(Instant from, Instant to, List<Medium> media, int limit, boolean dryRun) {
    var query = "date=ge%s&date=le%s&status=booked,pending".formatted(from, to);
    var planned = 0;
    var due = new TreeMap<String, CommunicationRequest>();
    for (var appointment : store.search(Appointment.class, query, MOST)) {
      planned += dryRun ? missing(appointment) : reminders.keepInStep(id(appointment));
      due(appointment, media)
          .forEach(request -> due.put(request.getIdElement().getIdPart(), request));
    }
    var sent = 0;
    var suppressed = new TreeMap<String, Integer>();
    for (var id : due.keySet().stream().limit(limit).toList()) {
      if (dryRun) {
        sent++;
      } else {
        sent += send(id, suppressed);
      }
    }
    return new Result(planned, sent, suppressed);
  }

  private int missing(Appointment appointment) {
    return (int)
        reminders.wanted(appointment).stream()
            .filter(
                each ->
                    store.find(CommunicationRequest.class, Messages.id(each.dedupKey())).isEmpty())
            .count();
  }

  private List<CommunicationRequest> due(Appointment appointment, List<Medium> media) {
    var query = "status=active&about=Appointment/" + id(appointment);
    return store.search(CommunicationRequest.class, query, MOST).stream()
        .filter(request -> !Messages.at(request).isAfter(clock.instant()))
        .filter(request -> media.isEmpty() || travels(request, media))
        .toList();
  }

  /** A carrier that is away is asked again by the planned work. */
  private int send(String requestId, Map<String, Integer> suppressed) {
    try {
      sender.handle(requestId, "");
      return outcome(requestId, suppressed);
    } catch (Sender.CarrierUnavailable away) {
      suppressed.merge(MessageStatusReason.CARRIER_UNAVAILABLE.code(), 1, Integer::sum);
      return 0;
    }
  }

  private int outcome(String requestId, Map<String, Integer> suppressed) {
    var query = "based-on=CommunicationRequest/" + requestId;
    var sent = 0;
    for (var communication : store.search(Communication.class, query, 1)) {
      if (communication.getStatus() == CommunicationStatus.COMPLETED) {
        sent++;
      } else {
        var why = communication.getStatusReason().getCodingFirstRep().getCode();
        suppressed.merge(String.valueOf(why), 1, Integer::sum);
      }
    }
    return sent;
  }

  private static boolean travels(CommunicationRequest request, List<Medium> media) {
    return !request.hasMedium()
        || request.getMedium().stream()
            .flatMap(medium -> Medium.of(medium).stream())
            .anyMatch(media::contains);
  }

  private static String id(Appointment appointment) {
    return appointment.getIdElement().getIdPart();
  }
}
