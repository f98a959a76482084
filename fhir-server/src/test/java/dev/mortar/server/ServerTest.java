package dev.mortar.server;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The test class wants the running server as a {@link TestServer} parameter. The store is H2, or
 * what {@code -Dmortar.test.store=postgresql} says; the build runs all tests on both.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(TestServerExtension.class)
public @interface ServerTest {}
