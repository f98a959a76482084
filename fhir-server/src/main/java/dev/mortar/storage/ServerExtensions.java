package dev.mortar.storage;

import ca.uhn.fhir.batch2.jobs.bulkmodify.reindex.ReindexProvider;
import ca.uhn.fhir.batch2.jobs.export.BulkDataExportProvider;
import ca.uhn.fhir.batch2.jobs.imprt.BulkDataImportProvider;
import ca.uhn.fhir.interceptor.api.IInterceptorService;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.jpa.binary.interceptor.BinaryStorageInterceptor;
import ca.uhn.fhir.jpa.binary.provider.BinaryAccessProvider;
import ca.uhn.fhir.jpa.graphql.GraphQLProvider;
import ca.uhn.fhir.jpa.ips.provider.IpsOperationProvider;
import ca.uhn.fhir.jpa.provider.BaseJpaResourceProvider;
import ca.uhn.fhir.jpa.provider.DiffProvider;
import ca.uhn.fhir.jpa.provider.IJpaSystemProvider;
import ca.uhn.fhir.jpa.provider.JpaCapabilityStatementProvider;
import ca.uhn.fhir.jpa.provider.SubscriptionTriggeringProvider;
import ca.uhn.fhir.jpa.provider.TerminologyUploaderProvider;
import ca.uhn.fhir.jpa.provider.ValueSetOperationProvider;
import ca.uhn.fhir.jpa.search.DatabaseBackedPagingProvider;
import ca.uhn.fhir.mdm.provider.PatientMatchProvider;
import ca.uhn.fhir.rest.server.IResourceProvider;
import ca.uhn.fhir.rest.server.RestfulServer;
import ca.uhn.fhir.rest.server.provider.ResourceProviderFactory;
import dev.mortar.storage.reading.ReadingDaos;
import java.util.List;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationContext;

/**
 * Fills the REST API with what other beans bring: HAPI's resources and operations, and from our own
 * packages every resource provider and every interceptor.
 */
final class ServerExtensions implements SmartInitializingSingleton {
  private static final String OURS = "dev.mortar.";
  private static final List<Class<?>> HAPI_OPERATIONS =
      List.of(
          ValueSetOperationProvider.class,
          TerminologyUploaderProvider.class,
          GraphQLProvider.class,
          DiffProvider.class,
          BinaryAccessProvider.class,
          BulkDataExportProvider.class,
          BulkDataImportProvider.class,
          ReindexProvider.class,
          SubscriptionTriggeringProvider.class,
          IpsOperationProvider.class,
          PatientMatchProvider.class);

  private final RestfulServer server;
  private final IInterceptorService storage;
  private final ApplicationContext beans;

  ServerExtensions(RestfulServer server, IInterceptorService storage, ApplicationContext beans) {
    this.server = server;
    this.storage = storage;
    this.beans = beans;
  }

  @Override
  public void afterSingletonsInstantiated() {
    List<Object> resources = beans.getBean(ResourceProviderFactory.class).createProviders();
    ReadingDaos reading = beans.getBean(ReadingDaos.class);
    resources.forEach(provider -> readBy(reading, provider));
    server.registerProviders(resources);
    server.registerProvider(beans.getBean(IJpaSystemProvider.class));
    server.setPagingProvider(beans.getBean(DatabaseBackedPagingProvider.class));
    server.setServerConformanceProvider(beans.getBean(JpaCapabilityStatementProvider.class));
    HAPI_OPERATIONS.forEach(type -> server.registerProvider(beans.getBean(type)));
    BinaryStorageInterceptor<?> files = beans.getBean(BinaryStorageInterceptor.class);
    // Whatever may be stored is handed out whole.
    files.setAutoInflateBinariesMaximumSize(BinaryConfiguration.LARGEST.toBytes() + 1);
    server.registerInterceptor(files);
    server.registerInterceptor(new ApiPages());
    beans
        .getBeanProvider(IResourceProvider.class)
        .orderedStream()
        .filter(ServerExtensions::isOurs)
        .forEach(server::registerProvider);
    beans.getBeansWithAnnotation(Interceptor.class).values().stream()
        .filter(ServerExtensions::isOurs)
        .forEach(this::register);
  }

  private static void readBy(ReadingDaos reading, Object provider) {
    if (provider instanceof BaseJpaResourceProvider<?> resources) {
      readBy(reading, resources);
    }
  }

  private static <T extends IBaseResource> void readBy(
      ReadingDaos reading, BaseJpaResourceProvider<T> resources) {
    resources.setDao(reading.before(resources.getDao()));
  }

  private void register(Object interceptor) {
    if (interceptor instanceof StorageInterceptor) {
      storage.registerInterceptor(interceptor);
    } else {
      server.registerInterceptor(interceptor);
    }
  }

  private static boolean isOurs(Object bean) {
    return bean.getClass().getName().startsWith(OURS);
  }
}
