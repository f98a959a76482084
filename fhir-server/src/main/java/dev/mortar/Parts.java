package dev.mortar;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.springframework.context.annotation.ImportSelector;
import org.springframework.core.type.AnnotationMetadata;

/**
 * The configurations and controllers of all modules by their names in {@code parts.txt}: to look
 * for them would read every class of ours at each start.
 */
final class Parts implements ImportSelector {
  private static final String LIST = "parts.txt";

  @Override
  public String[] selectImports(AnnotationMetadata importing) {
    try (var list = Objects.requireNonNull(Parts.class.getResourceAsStream(LIST), LIST);
        var lines = new BufferedReader(new InputStreamReader(list, UTF_8))) {
      return lines.lines().toArray(String[]::new);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
