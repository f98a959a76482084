package dev.mortar.server;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The test class wants the running server as a {@link TestServer} parameter. The modules of {@code
 * src/stores} run all such tests, each on the store that its {@code mortar.test.store} names.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(TestServerExtension.class)
public @interface ServerTest {}
