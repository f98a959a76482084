package dev.mortar.hl7.sender;

import dev.mortar.hl7.Senders;
import dev.mortar.mapping.AtomTrace;
import dev.mortar.mapping.Mapped;
import dev.mortar.mapping.Mapper;
import dev.mortar.mapping.RawMessage;
import dev.mortar.mapping.sender.SenderProfile;
import dev.mortar.mapping.sender.SenderProfileReader;
import dev.mortar.mapping.sender.SenderProfiles;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Sender profiles, one file each, in a folder. */
final class SenderFolder implements Senders {
  private static final String ENDING = ".properties";
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,59}");

  private final Optional<Path> folder;
  private final Watched<Known> known;

  SenderFolder(SenderSettings settings) {
    this.folder =
        settings.folder().isBlank() ? Optional.empty() : Optional.of(Path.of(settings.folder()));
    this.known = new Watched<>("Sender profiles", settings.reload(), new Profiles());
  }

  @Override
  public SenderProfiles profiles() {
    return known.get().profiles();
  }

  @Override
  public Mapper mapper() {
    return new Following();
  }

  @Override
  public List<String> names() {
    return files().stream().map(SenderFolder::name).toList();
  }

  @Override
  public Optional<String> text(String name) {
    return files().stream()
        .filter(file -> name(file).equals(name))
        .findFirst()
        .map(SenderFolder::read);
  }

  @Override
  public void save(String name, String text) {
    with(name, text);
    Path in = folder.orElseThrow(() -> new IllegalStateException("No folder of profiles is set"));
    try {
      Files.createDirectories(in);
      Path draft = Files.createTempFile(in, name, ".draft");
      Files.writeString(draft, text);
      Files.move(draft, in.resolve(name + ENDING), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    known.refresh();
  }

  @Override
  public SenderProfiles with(String name, String text) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("A profile's name is made of a-z, 0-9 and hyphens");
    }
    List<SenderProfile> all = new ArrayList<>();
    all.add(profile(name, text));
    for (Path file : files()) {
      if (!name(file).equals(name)) {
        all.add(profile(name(file), read(file)));
      }
    }
    return SenderProfiles.of(all);
  }

  private List<Path> files() {
    if (folder.isEmpty() || !Files.isDirectory(folder.get())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder.get())) {
      return files.filter(file -> file.toString().endsWith(ENDING)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String name(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.substring(0, name.length() - ENDING.length());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SenderProfile profile(String name, String text) {
    try {
      return SenderProfileReader.read(name, new StringReader(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Known(SenderProfiles profiles, Mapper mapper) {}

  private final class Profiles implements Watched.Source<Known> {
    @Override
    public Collection<Path> files() {
      return SenderFolder.this.files();
    }

    @Override
    public Known load() {
      List<SenderProfile> all =
          SenderFolder.this.files().stream().map(file -> profile(name(file), read(file))).toList();
      SenderProfiles profiles = SenderProfiles.of(all);
      return new Known(profiles, Mapper.with(profiles));
    }
  }

  /** Asks for the mapper anew with each message. */
  private final class Following implements Mapper {
    @Override
    public Mapped map(RawMessage message) {
      return known.get().mapper().map(message);
    }

    @Override
    public List<String> partitions(RawMessage message) {
      return known.get().mapper().partitions(message);
    }

    @Override
    public List<AtomTrace> trace(RawMessage message) {
      return known.get().mapper().trace(message);
    }
  }
}
