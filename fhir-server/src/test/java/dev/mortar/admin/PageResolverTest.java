package dev.mortar.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;

class PageResolverTest {
  private final PageResolver resolver = new PageResolver();
  @TempDir Path app;

  @BeforeEach
  void pages() throws IOException {
    Files.writeString(app.resolve("index.html"), "the document");
    Files.writeString(app.resolve("sw.js"), "the worker");
  }

  @Test
  void aFileIsItself() throws IOException {
    assertThat(name("sw.js")).isEqualTo("sw.js");
  }

  @Test
  void theFolderAndEveryPageAreTheDocument() throws IOException {
    assertThat(name("")).isEqualTo("index.html");
    assertThat(name("worklist/7")).isEqualTo("index.html");
    assertThat(name("patients/a.b-1")).isEqualTo("index.html");
  }

  @Test
  void aMissingFileStaysMissing() throws IOException {
    assertThat(name("assets/old.js")).isNull();
  }

  private @Nullable String name(String path) throws IOException {
    Resource found = resolver.getResource(path, new FileSystemResource(app + "/"));
    return found == null ? null : found.getFilename();
  }
}
