package dev.mortar.mapping.message;

import dev.mortar.mapping.Coverage;
import dev.mortar.mapping.MappingIssue.Code;
import dev.mortar.mapping.datatype.Mapping;
import dev.mortar.mapping.text.Fate;
import dev.mortar.mapping.text.Message;
import dev.mortar.mapping.text.Segment;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ObjIntConsumer;

/**
 * Counts the fates of atoms. There is no way for an atom to be lost: what no row mapped and no
 * issue names is kept in the raw message, and {@link #nameKept} says in which segments.
 */
final class Account implements ObjIntConsumer<Segment> {
  private final Message message;
  private final Map<String, Integer> kept = new LinkedHashMap<>();
  private int atoms;
  private int mapped;
  private int reported;

  Account(Message message) {
    this.message = message;
  }

  @Override
  public void accept(Segment segment, int offset) {
    atoms++;
    Fate fate = message.fate(offset);
    switch (fate) {
      case MAPPED -> mapped++;
      case REPORTED -> reported++;
      case KEPT -> kept.merge(segment.name(), 1, Integer::sum);
    }
  }

  Coverage coverage() {
    return new Coverage(atoms, mapped, atoms - mapped - reported, reported, 0);
  }

  void nameKept(Mapping mapping) {
    kept.forEach(
        (segment, count) ->
            mapping.inform(
                Code.NOT_MAPPED,
                segment,
                count + " values without a row are kept in the raw message"));
  }
}
