package dev.mortar.storage;

import ca.uhn.fhir.jpa.binary.api.IBinaryStorageSvc;
import ca.uhn.fhir.jpa.binstore.DatabaseBinaryContentStorageSvcImpl;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

/** Large attachments and Binaries lie in rows of their own, sealed, beside the resources. */
@Configuration(proxyBeanMethods = false)
class BinaryConfiguration {
  private static final DataSize WORTH_A_ROW = DataSize.ofKilobytes(100);
  private static final DataSize LARGEST = DataSize.ofMegabytes(100);

  @Bean
  IBinaryStorageSvc binaryStorageSvc() {
    var binaries = new DatabaseBinaryContentStorageSvcImpl();
    binaries.setMinimumBinarySize((int) WORTH_A_ROW.toBytes());
    binaries.setMaximumBinarySize(LARGEST.toBytes());
    return binaries;
  }
}
