package dev.mortar.storage;

import ca.uhn.fhir.jpa.binary.api.IBinaryStorageSvc;
import ca.uhn.fhir.jpa.binstore.DatabaseBinaryContentStorageSvcImpl;
import ca.uhn.fhir.rest.api.Constants;
import org.hl7.fhir.instance.model.api.IIdType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

/** Large attachments and Binaries lie in rows of their own, sealed, beside the resources. */
@Configuration(proxyBeanMethods = false)
class BinaryConfiguration {
  private static final DataSize WORTH_A_ROW = DataSize.ofKilobytes(100);
  private static final String EXPORTED = Constants.CT_FHIR_NDJSON;
  static final DataSize LARGEST = DataSize.ofMegabytes(100);

  @Bean
  IBinaryStorageSvc binaryStorageSvc() {
    var binaries =
        new DatabaseBinaryContentStorageSvcImpl() {
          @Override
          public boolean shouldStoreBinaryContent(long size, IIdType resource, String type) {
            // Files of exports, also small ones, hold what is sealed elsewhere.
            return EXPORTED.equals(type) || super.shouldStoreBinaryContent(size, resource, type);
          }
        };
    binaries.setMinimumBinarySize((int) WORTH_A_ROW.toBytes());
    binaries.setMaximumBinarySize(LARGEST.toBytes());
    return binaries;
  }
}
