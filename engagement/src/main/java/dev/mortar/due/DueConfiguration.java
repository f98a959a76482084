package dev.mortar.due;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires due work to the program's database. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DueProperties.class)
class DueConfiguration {
  @Bean
  EngagementSchema engagementSchema(DataSource dataSource) {
    return new EngagementSchema(dataSource);
  }

  @Bean
  JdbcDueWork dueWork(EngagementSchema schema) {
    return new JdbcDueWork(schema);
  }

  @Bean
  DueRunner dueRunner(
      JdbcDueWork work,
      EngagementSchema schema,
      ObjectProvider<DueHandler> handlers,
      DueProperties properties,
      MeterRegistry meters,
      Clock clock) {
    return new DueRunner(work, schema, () -> handlers.stream().toList(), properties, meters, clock);
  }
}
