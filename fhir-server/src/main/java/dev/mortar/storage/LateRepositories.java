package dev.mortar.storage;

import ca.uhn.fhir.jpa.cache.IResourceTypeCacheSvc;
import ca.uhn.fhir.jpa.cache.ISearchParamIdentityCacheSvc;
import java.util.Set;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.DependencyDescriptor;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.ContextAnnotationAutowireCandidateResolver;
import org.springframework.data.repository.Repository;

/**
 * Lets HAPI's repositories, and the two services that read a table when they are made, be made when
 * they are first used: each repository parses all of its queries when it is made, and few of them
 * have work while the program starts. Thus Hibernate can also start on a thread of its own. The
 * remaining ones follow as soon as the server is ready.
 */
final class LateRepositories
    implements BeanFactoryPostProcessor, ApplicationListener<ApplicationReadyEvent> {
  /** Spring Data's view of the entities, which it takes from the running Hibernate. */
  private static final String MAPPING = "jpaMappingContext";

  /** They read a short table when they are made, and would wait for Hibernate there. */
  private static final Set<String> READERS =
      Set.of("searchParamIdentityCacheSvc", "resourceTypeCacheSvc");

  private static final Set<Class<?>> READER_TYPES =
      Set.of(ISearchParamIdentityCacheSvc.class, IResourceTypeCacheSvc.class);

  private int late;

  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory factory) {
    for (String name : factory.getBeanDefinitionNames()) {
      BeanDefinition definition = factory.getBeanDefinition(name);
      if (name.equals(MAPPING) || READERS.contains(name) || isRepository(definition)) {
        definition.setLazyInit(true);
        late++;
      }
    }
    if (factory instanceof DefaultListableBeanFactory beans) {
      beans.setAutowireCandidateResolver(new LazyInjection());
    }
  }

  /** How many beans do not keep the start waiting. */
  int late() {
    return late;
  }

  private static boolean isRepository(BeanDefinition definition) {
    Class<?> made =
        definition.getResolvableType().as(FactoryBean.class).getGeneric().resolve(Object.class);
    return Repository.class.isAssignableFrom(made);
  }

  @Override
  public void onApplicationEvent(ApplicationReadyEvent event) {
    var application = event.getApplicationContext();
    Thread.ofPlatform()
        .daemon()
        .name("late-repositories")
        .start(
            () -> {
              for (String name : application.getBeanNamesForType(Repository.class)) {
                if (application.isActive()) {
                  application.getBean(name);
                }
              }
            });
  }

  private static final class LazyInjection extends ContextAnnotationAutowireCandidateResolver {
    @Override
    protected boolean isLazy(DependencyDescriptor dependency) {
      Class<?> type = dependency.getDependencyType();
      return Repository.class.isAssignableFrom(type)
          || READER_TYPES.contains(type)
          || super.isLazy(dependency);
    }
  }
}
