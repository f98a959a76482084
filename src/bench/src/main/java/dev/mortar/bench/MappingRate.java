package dev.mortar.bench;

import dev.mortar.mapping.Mapper;
import dev.mortar.mapping.RawMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Prints the {@link Rates} of Mortar's mapper, from bytes to R4 objects. */
public final class MappingRate {
  private MappingRate() {}

  public static void main(String[] args) {
    Mapper mapper = Mapper.standard();
    Rates.print(text -> mapper.map(raw(text)).bundle().getEntry().size());
  }

  private static RawMessage raw(String text) {
    return new RawMessage("1", text.getBytes(StandardCharsets.UTF_8), Instant.EPOCH);
  }
}
