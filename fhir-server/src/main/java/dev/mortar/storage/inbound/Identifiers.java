package dev.mortar.storage.inbound;

import ca.uhn.fhir.interceptor.model.RequestPartitionId;
import ca.uhn.fhir.jpa.model.config.PartitionSettings;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamToken;
import dev.mortar.storage.sealing.Sealing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * Looks business identifiers up in HAPI's index, all of a message by one query; a FHIR search for
 * each would cost more than everything else that is done with the message.
 */
final class Identifiers {
  private static final int MOST_OF_A_QUERY = 500;

  private final NamedParameterJdbcTemplate jdbc;
  private final PartitionSettings partitions;
  private final Sealing sealing;

  Identifiers(JdbcTemplate jdbc, PartitionSettings partitions, Sealing sealing) {
    this.jdbc = new NamedParameterJdbcTemplate(jdbc);
    this.partitions = partitions;
    this.sealing = sealing;
  }

  /** The database keys of the resources that carry each of the identifiers. */
  Map<Identified, List<Long>> find(Collection<Identified> identifiers) {
    Map<Long, Identified> hashes = new HashMap<>();
    identifiers.forEach(
        identifier ->
            sealing
                .asIndexed(identifier.value())
                .forEach(value -> hashes.put(hash(identifier, value), identifier)));
    Map<Identified, List<Long>> found = new HashMap<>();
    List<Long> all = List.copyOf(hashes.keySet());
    for (int from = 0; from < all.size(); from += MOST_OF_A_QUERY) {
      List<Long> some = all.subList(from, Math.min(all.size(), from + MOST_OF_A_QUERY));
      // Served by HAPI's index IDX_SP_TOKEN_HASH_SV_V2.
      jdbc.query(
          """
          SELECT DISTINCT hash_sys_and_value, res_id FROM hfj_spidx_token
          WHERE hash_sys_and_value IN (:hashes)""",
          Map.of("hashes", some),
          row -> {
            Identified identified = hashes.get(row.getLong(1));
            found.computeIfAbsent(identified, key -> new ArrayList<>()).add(row.getLong(2));
          });
    }
    return found;
  }

  private long hash(Identified identifier, String value) {
    return ResourceIndexedSearchParamToken.calculateHashSystemAndValue(
        partitions,
        RequestPartitionId.defaultPartition(),
        identifier.type(),
        "identifier",
        identifier.system(),
        value);
  }
}
