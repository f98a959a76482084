package dev.mortar.hl7.mllp;

import dev.mortar.hl7.Answerer;
import dev.mortar.hl7.BundleSink;
import dev.mortar.hl7.EnquiryListener;
import dev.mortar.hl7.FakeMapper;
import dev.mortar.hl7.InboundMessages;
import dev.mortar.hl7.InboundMessages.Inbound;
import dev.mortar.hl7.OutboundListener;
import dev.mortar.hl7.Sender;
import dev.mortar.hl7.inbox.Inbox;
import dev.mortar.mapping.Mapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** A whole listener with its inbox, wired as the program wires it, on a free port. */
public final class Station implements AutoCloseable {
  private final AnnotationConfigApplicationContext context =
      new AnnotationConfigApplicationContext();

  public Station(DataSource source, BundleSink sink, String... properties) {
    this(new FakeMapper(), source, sink, properties);
  }

  Station(Mapper mapper, DataSource source, BundleSink sink, String... properties) {
    TestPropertyValues.of("mortar.hl7.enabled=true", "mortar.hl7.mllp.port=0")
        .and(properties)
        .applyTo(context);
    // A singleton from outside is not closed with the context, so a test can start it again.
    context.getBeanFactory().registerSingleton("dataSource", source);
    context.registerBean(Mapper.class, () -> mapper);
    context.registerBean(BundleSink.class, () -> sink);
    context.registerBean(MeterRegistry.class, SimpleMeterRegistry::new);
    context.scan("dev.mortar.hl7");
    context.refresh();
  }

  /** From now on, what is asked is answered by this. */
  public Station answering(Answerer answerer) {
    context.getBeanFactory().registerSingleton("answerer", answerer);
    return this;
  }

  public Station hearing(OutboundListener listener) {
    context.getBeanFactory().registerSingleton("outboundListener", listener);
    return this;
  }

  public Station noting(EnquiryListener listener) {
    context.getBeanFactory().registerSingleton("enquiryListener", listener);
    return this;
  }

  public int port() {
    return context.getBean("mllpListener", MllpListener.class).port();
  }

  /** Of the listener that speaks TLS. */
  public int tlsPort() {
    return context.getBean("mllpTlsListener", MllpListener.class).port();
  }

  public <T> T part(Class<T> type) {
    return context.getBean(type);
  }

  public Sender sender() throws IOException {
    return new Sender(port());
  }

  public InboundMessages messages() {
    return context.getBean(InboundMessages.class);
  }

  public Inbox inbox() {
    return context.getBean(Inbox.class);
  }

  public List<Inbound> newest() {
    return messages().newest(1000);
  }

  public double count(String name, String... tags) {
    var counter = context.getBean(MeterRegistry.class).find(name).tags(tags).counter();
    return counter == null ? 0 : counter.count();
  }

  public double gauge(String name) {
    var gauge = context.getBean(MeterRegistry.class).find(name).gauge();
    return gauge == null ? 0 : gauge.value();
  }

  @Override
  public void close() {
    context.close();
  }
}
