package dev.mortar.storage;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.jpa.cache.IResourceTypeCacheSvc;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.data.repository.Repository;

class LateRepositoriesTest {
  private final List<String> made = new ArrayList<>();

  @Test
  void aRepositoryIsMadeWhenItIsFirstUsed() {
    try (var application = new AnnotationConfigApplicationContext()) {
      var definition = new RootBeanDefinition(RowsFactory.class, () -> new RowsFactory(made));
      application.registerBeanDefinition("rows", definition);
      application.registerBean(Reader.class);
      application.addBeanFactoryPostProcessor(new LateRepositories());
      application.refresh();
      Reader reader = application.getBean(Reader.class);
      assertThat(made).isEmpty();

      assertThat(reader.rows().count()).isEqualTo(7);
      assertThat(reader.rows().count()).isEqualTo(7);
      assertThat(made).containsExactly("rows");
    }
  }

  @Test
  void soIsWhatReadsATableWhenItIsMade() {
    try (var application = new AnnotationConfigApplicationContext()) {
      application.registerBean("resourceTypeCacheSvc", IResourceTypeCacheSvc.class, this::types);
      application.registerBean(User.class);
      application.addBeanFactoryPostProcessor(new LateRepositories());
      application.refresh();
      User user = application.getBean(User.class);
      assertThat(made).isEmpty();

      assertThat(user.types().getResourceTypeId("Patient")).isEqualTo((short) 7);
      assertThat(user.types().getResourceTypeId("Patient")).isEqualTo((short) 7);
      assertThat(made).containsExactly("types");
    }
  }

  private IResourceTypeCacheSvc types() {
    made.add("types");
    return new IResourceTypeCacheSvc() {
      @Override
      public short getResourceTypeId(String type) {
        return 7;
      }

      @Override
      public void addToCache(String type, Short id) {}
    };
  }

  record User(IResourceTypeCacheSvc types) {}

  interface Rows extends Repository<String, String> {
    int count();
  }

  record Reader(Rows rows) {}

  record RowsFactory(List<String> made) implements FactoryBean<Rows> {
    @Override
    public Rows getObject() {
      made.add("rows");
      return (Rows)
          Proxy.newProxyInstance(
              Rows.class.getClassLoader(), new Class<?>[] {Rows.class}, (proxy, method, args) -> 7);
    }

    @Override
    public Class<?> getObjectType() {
      return Rows.class;
    }
  }
}
