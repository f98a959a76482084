package dev.mortar;

import java.util.List;
import org.springframework.boot.autoconfigure.http.HttpMessageConverters;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.converter.ByteArrayHttpMessageConverter;
import org.springframework.http.converter.ResourceHttpMessageConverter;
import org.springframework.http.converter.StringHttpMessageConverter;
import org.springframework.http.converter.json.MappingJackson2HttpMessageConverter;

/**
 * What pages and {@code /api} speak besides FHIR: text, files and JSON. Spring would add whatever
 * libraries can do, such as XML, and load them at each start.
 */
@Configuration(proxyBeanMethods = false)
class ConverterConfiguration {
  @Bean
  HttpMessageConverters httpMessageConverters(
      StringHttpMessageConverter text, MappingJackson2HttpMessageConverter json) {
    return new HttpMessageConverters(
        false,
        List.of(
            new ByteArrayHttpMessageConverter(), text, new ResourceHttpMessageConverter(), json));
  }
}
