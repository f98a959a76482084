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
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The process that {@link OutboundCrashIT} kills. It puts one message after the other into the
 * outbox, and says the number of each only once its transaction is committed.
 */
final class OutboundCrashStation {
  private static final int PATIENTS = 4;

  private OutboundCrashStation() {}

  /** Whatever goes wrong ends the process, which the test sees. */
  public static void main(String[] arguments) {
    try {
      put(arguments);
    } catch (RuntimeException | AssertionError e) {
      e.printStackTrace();
      Runtime.getRuntime().halt(1);
    }
  }

  private static void put(String[] arguments) {
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
      Await.until("the database takes " + number, () -> put(outbox, transaction, number));
      System.out.println(number);
      if (number % 20 == 0) {
        Destinations destinations = station.part(Destinations.class);
        Await.until("few wait", Duration.ofSeconds(50), () -> fewWait(destinations));
      }
    }
  }

  /** False if the database did not take it, which a slow disk brings about: it is put again. */
  private static boolean put(Outbox outbox, TransactionTemplate transaction, int number) {
    Subject subject = new Subject("Appointment/" + number, 1, "P" + number % PATIENTS);
    try {
      transaction.executeWithoutResult(
          status ->
              outbox.put(
                  "ehr",
                  subject,
                  (controlId, first) ->
                      Optional.of(OutboundFixture.message(controlId + "-" + number, first))));
      return true;
    } catch (DataAccessException | TransactionException e) {
      System.err.println(number + " is put again: " + e);
      return false;
    }
  }

  private static boolean fewWait(Destinations destinations) {
    try {
      return destinations.status().getFirst().waiting() < 40;
    } catch (DataAccessException e) {
      System.err.println("How many wait is asked again: " + e);
      return false;
    }
  }
}
