package dev.mortar.ehr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** The client on a class path that holds no Spring at all. */
class WithoutSpringTest {

  @Test
  void aProgramWithoutSpringReadsAnEhr() throws Exception {
    List<URL> path = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (!new File(entry).getName().startsWith("spring")) {
        path.add(new File(entry).toURI().toURL());
      }
    }
    try (var plain =
        new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      assertThatThrownBy(() -> plain.loadClass("org.springframework.core.SpringVersion"))
          .isInstanceOf(ClassNotFoundException.class);
      Class<?> program = plain.loadClass(Program.class.getName());
      assertThat(program.getClassLoader()).isEqualTo(plain);
      Object answer = ((Callable<?>) program.getDeclaredConstructor().newInstance()).call();
      assertThat(answer).isEqualTo("token-1 1");
    }
  }

  /** What such a program does; public, as it is started from another class loader. */
  public static final class Program implements Callable<String> {
    @Override
    public String call() throws Exception {
      Clock clock = Clock.systemUTC();
      try (var fake = new FakeEhr(clock)) {
        Ehr ehr = fake.as(Dialect.STANDARD, new Proof.None(), "system/Patient.rs", "openid");
        var ehrs = new Ehrs(List.of(ehr));
        SmartSession session = new ClientCredentialsSessions(ehrs, clock).of(fake.base());
        session.client().read().resource(org.hl7.fhir.r4.model.Bundle.class).withId("1").execute();
        new AuthorizationCodeSessions(
                ehrs, Launchings.inMemory(clock), URI.create("https://m.example/back"), clock)
            .begin(fake.base(), Optional.of("handle"));
        return session.accessToken() + " " + fake.fhirRequests.size();
      }
    }
  }
}
