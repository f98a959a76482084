package dev.mortar.storage;

import ca.uhn.fhir.jpa.mdm.config.MdmConsumerConfig;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;

/**
 * Lets what answers {@code Patient/$match} be made when it is first asked: its many beans bring an
 * interpreter of FHIRPath, for which all structures of R4 would have to be read before the start.
 */
final class LateMatching implements BeanFactoryPostProcessor {
  private static final String CONFIGURATIONS = MdmConsumerConfig.class.getPackageName();

  /** Would wake all the others up at each start, to offer {@code $match} a second time. */
  private static final String LOADER = "mdmLoader";

  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory factory) {
    ((BeanDefinitionRegistry) factory).removeBeanDefinition(LOADER);
    for (String name : factory.getBeanDefinitionNames()) {
      BeanDefinition definition = factory.getBeanDefinition(name);
      String maker = definition.getFactoryBeanName();
      if (maker != null && maker.startsWith(CONFIGURATIONS)) {
        definition.setLazyInit(true);
      }
    }
  }
}
