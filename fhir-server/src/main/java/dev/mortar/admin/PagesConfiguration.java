package dev.mortar.admin;

import java.time.Duration;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Serves the web app below {@code /app/} and leads everybody there who names no page. */
@Configuration(proxyBeanMethods = false)
class PagesConfiguration implements WebMvcConfigurer {
  private static final String PAGES = "classpath:/META-INF/resources/app/";

  @Override
  public void addViewControllers(ViewControllerRegistry registry) {
    registry.addRedirectViewController("/", "/app/");
    registry.addRedirectViewController("/app", "/app/");
    // A resource handler never answers the folder itself.
    registry.addViewController("/app/").setViewName("forward:/app/index.html");
  }

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    // The names of these files hold a hash of their content.
    registry
        .addResourceHandler("/app/assets/**")
        .addResourceLocations(PAGES + "assets/")
        .setCacheControl(CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable());
    registry
        .addResourceHandler("/app/**")
        .addResourceLocations(PAGES)
        .setCacheControl(CacheControl.noCache())
        .resourceChain(true)
        .addResolver(new PageResolver());
  }
}
