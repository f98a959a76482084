package dev.mortar.storage.inbound;

import ca.uhn.fhir.jpa.dao.tx.IHapiTransactionService;
import dev.mortar.hl7.BundleSink;
import dev.mortar.hl7.DeliveryException;
import dev.mortar.mapping.Mapped;
import dev.mortar.storage.upload.ReceivedFiles;

/**
 * The sink in the same process: R4 objects go to HAPI's DAOs as they are, and the inbox row is
 * marked in the same database transaction.
 */
final class LocalBundleSink implements BundleSink {
  private final IHapiTransactionService transactions;
  private final Application application;
  private final ReceivedFiles files;

  LocalBundleSink(
      IHapiTransactionService transactions, Application application, ReceivedFiles files) {
    this.transactions = transactions;
    this.application = application;
    this.files = files;
  }

  @Override
  public void store(Mapped message, Runnable alongside) {
    try {
      files.clean(message.bundle());
      transactions
          .withSystemRequestOnDefaultPartition()
          .execute(
              () -> {
                application.apply(message.bundle());
                alongside.run();
              });
    } catch (DeliveryException e) {
      throw e;
    } catch (RuntimeException e) {
      throw Failures.of(e);
    }
  }
}
