package dev.mortar.storage.inbound;

import ca.uhn.fhir.jpa.dao.tx.IHapiTransactionService;
import dev.mortar.hl7.BundleSink;
import dev.mortar.hl7.DeliveryException;
import dev.mortar.mapping.Mapped;

/**
 * The sink in the same process: R4 objects go to HAPI's DAOs as they are, and the inbox row is
 * marked in the same database transaction.
 */
final class LocalBundleSink implements BundleSink {
  private final IHapiTransactionService transactions;
  private final Application application;

  LocalBundleSink(IHapiTransactionService transactions, Application application) {
    this.transactions = transactions;
    this.application = application;
  }

  @Override
  public void store(Mapped message, Runnable alongside) {
    try {
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
