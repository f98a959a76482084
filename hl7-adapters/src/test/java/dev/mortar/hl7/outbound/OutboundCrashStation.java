package dev.mortar.hl7.outbound;

import dev.mortar.hl7.Await;
import dev.mortar.hl7.Databases;
import dev.mortar.hl7.Destination;
import dev.mortar.hl7.Destinations;
import dev.mortar.hl7.Outbox;
import dev.mortar.hl7.Outbox.Subject;
import dev.mortar.hl7.RecordingSink;
import dev.mortar.hl7.mllp.Station;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The process that {@link OutboundCrashTest} kills. It puts one message after the other into the
 * outbox, and says the number of each only once its transaction is committed.
 */
final class OutboundCrashStation {
  private static final int PATIENTS = 4;

  private OutboundCrashStation() {}

  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    int port = Integer.parseInt(arguments[1]);
    int from = Integer.parseInt(arguments[2]);
    var source = Databases.file(folder);
    Station station = new Station(source, new RecordingSink(), OutboundFixture.QUICK);
    station
        .part(Destinations.class)
        .save(
            new Destination("ehr", "mllp://127.0.0.1:" + port, "EHR", "HOSP", Set.of("SIU"), true));
    Outbox outbox = station.part(Outbox.class);
    var transaction = new TransactionTemplate(new DataSourceTransactionManager(source));
    for (int i = from; i < Integer.MAX_VALUE; i++) {
      int number = i;
      Subject subject = new Subject("Appointment/" + number, 1, "P" + number % PATIENTS);
      transaction.executeWithoutResult(
          status ->
              outbox.put(
                  "ehr",
                  subject,
                  (controlId, first) ->
                      Optional.of(OutboundFixture.message(controlId + "-" + number, first))));
      System.out.println(number);
      if (number % 20 == 0) {
        Destinations destinations = station.part(Destinations.class);
        Await.until("few wait", () -> destinations.status().getFirst().waiting() < 40);
      }
    }
  }
}
