package dev.mortar.checks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * A library that came from a Maven repository, with the project file that lies beside it there.
 *
 * @param jar in the local repository
 */
record Library(Path jar) {
  private static final int MOST_PARENTS = 12;

  /** All of this JVM; our own modules are no jars of a repository. */
  static List<Library> onTheClassPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> entry.endsWith(".jar"))
        .map(entry -> new Library(Path.of(entry)))
        .filter(library -> Files.exists(library.project()))
        .toList();
  }

  /** As {@code org.example:library}. */
  String name() throws IOException {
    Document project = read(project());
    return group(project) + ":" + text(project.getDocumentElement(), "artifactId").orElseThrow();
  }

  /** Name and address of each licence that the project, or the nearest parent that says so, has. */
  List<String> licences() throws IOException {
    Path file = project();
    Path repository = repository(file, group(read(file)));
    for (int i = 0; i < MOST_PARENTS && Files.exists(file); i++) {
      Document project = read(file);
      List<String> found = licences(project);
      if (!found.isEmpty()) {
        return found;
      }
      Optional<Element> parent = child(project.getDocumentElement(), "parent");
      if (parent.isEmpty()) {
        return List.of();
      }
      file = parent(repository, parent.get());
    }
    return List.of();
  }

  private Path project() {
    String name = jar.getFileName().toString();
    Path version = jar.getParent();
    String wanted = version.getParent().getFileName() + "-" + version.getFileName();
    return version.resolve(name.startsWith(wanted) ? wanted + ".pom" : name + ".pom");
  }

  private static Path repository(Path project, String group) {
    Path folder = project.getParent().getParent().getParent();
    for (int i = 0; i < group.split("\\.").length; i++) {
      folder = folder.getParent();
    }
    return folder;
  }

  private static Path parent(Path repository, Element parent) {
    String artifact = text(parent, "artifactId").orElseThrow();
    String version = text(parent, "version").orElseThrow();
    return repository
        .resolve(text(parent, "groupId").orElseThrow().replace('.', '/'))
        .resolve(artifact)
        .resolve(version)
        .resolve(artifact + "-" + version + ".pom");
  }

  private static String group(Document project) {
    Element root = project.getDocumentElement();
    return text(root, "groupId")
        .or(() -> child(root, "parent").flatMap(parent -> text(parent, "groupId")))
        .orElseThrow();
  }

  private static List<String> licences(Document project) {
    List<String> found = new ArrayList<>();
    child(project.getDocumentElement(), "licenses")
        .ifPresent(
            all -> {
              for (Element one : children(all, "license")) {
                found.add(text(one, "name").orElse("") + " " + text(one, "url").orElse(""));
              }
            });
    return found;
  }

  private static Optional<Element> child(Element parent, String name) {
    return children(parent, name).stream().findFirst();
  }

  private static List<Element> children(Element parent, String name) {
    List<Element> found = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element && name.equals(element.getTagName())) {
        found.add(element);
      }
    }
    return found;
  }

  private static Optional<String> text(Element parent, String name) {
    return child(parent, name).map(Element::getTextContent).map(String::strip);
  }

  private static Document read(Path file) throws IOException {
    try {
      var factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return factory.newDocumentBuilder().parse(file.toFile());
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException(file + " cannot be read", e);
    }
  }
}
