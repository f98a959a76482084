package dev.mortar.mapping.message;

import dev.mortar.mapping.AtomTrace;
import dev.mortar.mapping.Coverage;
import dev.mortar.mapping.Heading;
import dev.mortar.mapping.Mapped;
import dev.mortar.mapping.Mapped.Status;
import dev.mortar.mapping.Mapper;
import dev.mortar.mapping.MappingIssue;
import dev.mortar.mapping.MappingIssue.Code;
import dev.mortar.mapping.MappingIssue.Severity;
import dev.mortar.mapping.RawMessage;
import dev.mortar.mapping.datatype.Mapping;
import dev.mortar.mapping.datatype.TraceLog;
import dev.mortar.mapping.sender.SenderProfile;
import dev.mortar.mapping.sender.SenderProfiles;
import dev.mortar.mapping.text.Fate;
import dev.mortar.mapping.text.Message;
import dev.mortar.mapping.text.Paths;
import dev.mortar.mapping.text.Segment;
import dev.mortar.mapping.text.Value;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;

/** Runs the map of a message's type and accounts for every atom. */
public final class Engine implements Mapper {
  private final SenderProfiles senders;

  public Engine(SenderProfiles senders) {
    this.senders = senders;
  }

  @Override
  public Mapped map(RawMessage raw) {
    return read(raw).map(this::run).orElseGet(Engine::notAMessage);
  }

  @Override
  public List<AtomTrace> trace(RawMessage raw) {
    Optional<Mapping> read = read(raw);
    if (read.isEmpty()) {
      return List.of();
    }
    Mapping mapping = read.get();
    TraceLog log = new TraceLog();
    mapping.trace(log);
    run(mapping);
    List<AtomTrace> atoms = new ArrayList<>();
    Message message = mapping.message();
    message.atoms((segment, offset) -> atoms.add(trace(message, segment, offset, log)));
    return atoms;
  }

  @Override
  public List<String> partitions(RawMessage raw) {
    Optional<Mapping> read = read(raw);
    if (read.isEmpty()) {
      return List.of();
    }
    Mapping mapping = read.get();
    if (MessageMaps.find(mapping.heading().type()).isPresent()) {
      OrderingKeys.find(mapping);
      OrderingKeys.complete(mapping);
    }
    return mapping.partitions();
  }

  /** Only who has read the header knows the sender, and with it the character set. */
  private Optional<Mapping> read(RawMessage raw) {
    Optional<Mapping> first = read(raw, SenderProfile.UNKNOWN.charset());
    if (first.isEmpty()) {
      return first;
    }
    Charset charset = first.get().sender().charset();
    return charset.equals(SenderProfile.UNKNOWN.charset()) ? first : read(raw, charset);
  }

  private Optional<Mapping> read(RawMessage raw, Charset charset) {
    return Message.parse(raw.bytes(), charset)
        .map(
            message -> {
              Heading heading = Heading.of(message);
              return new Mapping(raw, message, heading, sender(heading));
            });
  }

  private SenderProfile sender(Heading heading) {
    return senders.find(heading.sendingApplication(), heading.sendingFacility());
  }

  private Mapped run(Mapping mapping) {
    Message message = mapping.message();
    if (!message.encoding().fits()) {
      mapping.warn(
          Code.UNDECODABLE,
          "MSH-18",
          "The bytes are not in the expected character set; read as "
              + message.encoding().charset().name());
    }
    if (message.endless()) {
      mapping.missing("MSH", "The message has more parts than can be read");
      return result(mapping, Status.REJECTED);
    }
    Optional<MessageMap> map = MessageMaps.find(mapping.heading().type());
    if (map.isEmpty()) {
      Value type = message.header().field(9);
      mapping.report(Severity.ERROR, Code.UNKNOWN_TYPE, type, "No map for this message type");
      return result(mapping, Status.UNMAPPED);
    }
    if (message.first("DSC").map(dsc -> dsc.field(1).isValued()).orElse(false)) {
      mapping.warn(
          Code.NOT_MAPPED, "DSC-1", "The message goes on in another one; each is mapped by itself");
    }
    Node tree = Grammar.tree(message);
    map.get().map(tree, mapping);
    if (mapping.partitions().isEmpty()) {
      // About nobody, but it may name somebody whom its map does not read: it waited for them.
      partitions(mapping.raw()).forEach(mapping::partition);
    }
    if (mapping.transaction().isEmpty()) {
      return result(mapping, Status.REJECTED);
    }
    Provenances.add(tree, mapping);
    boolean faulty =
        mapping.issues().stream().anyMatch(issue -> issue.severity() == Severity.ERROR);
    return result(mapping, faulty ? Status.PARTLY : Status.MAPPED);
  }

  private static Mapped result(Mapping mapping, Status status) {
    Account account = new Account(mapping.message());
    mapping.message().atoms(account);
    if (status == Status.MAPPED || status == Status.PARTLY) {
      account.nameKept(mapping);
    }
    return new Mapped(
        mapping.heading(),
        status,
        mapping.transaction().bundle(),
        mapping.partitions(),
        mapping.issues(),
        account.coverage());
  }

  private static Mapped notAMessage() {
    return new Mapped(
        Heading.NONE,
        Status.REJECTED,
        new Bundle().setType(Bundle.BundleType.TRANSACTION),
        List.of(),
        List.of(
            new MappingIssue(Severity.ERROR, Code.NOT_A_MESSAGE, "", "There is no MSH segment")),
        new Coverage(0, 0, 0, 0, 0));
  }

  private static AtomTrace trace(Message message, Segment segment, int offset, TraceLog log) {
    Set<String> targets = new LinkedHashSet<>();
    Set<String> rows = new LinkedHashSet<>();
    Fate fate = message.fate(offset);
    for (TraceLog.Use use : fate == Fate.MAPPED ? log.of(offset) : List.<TraceLog.Use>of()) {
      targets.add(use.target());
      rows.add(use.row());
    }
    return new AtomTrace(
        Paths.of(segment, offset),
        message.atom(segment, offset),
        fate,
        List.copyOf(targets),
        String.join("; ", rows));
  }
}
