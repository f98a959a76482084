package dev.mortar.storage.append;

import ca.uhn.fhir.jpa.model.entity.BaseResourceIndexedSearchParam;
import ca.uhn.fhir.jpa.model.entity.EntityIndexStatusEnum;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamDate;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamString;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamToken;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamUri;
import com.google.common.hash.Hashing;
import dev.mortar.storage.append.Extracted.Parameters;
import dev.mortar.storage.append.Sequences.Sequence;
import dev.mortar.storage.sealing.Sealing;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The rows of new resources, one batch a table. */
final class Rows {
  private static final String RESOURCE =
      """
      insert into hfj_resource (res_id, res_type, res_type_id, fhir_id, hash_sha256,
        res_published, res_updated, sp_index_status,
        sp_string_present, sp_token_present, sp_date_present, sp_uri_present,
        res_ver, res_version, has_tags, sp_has_links, sp_coords_present, sp_number_present,
        sp_quantity_present, sp_quantity_nrml_present, sp_cmpstr_uniq_present, sp_cmptoks_present,
        search_url_present)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
        1, 'R4', false, false, false, false, false, false, false, false, false)""";
  private static final String VERSION =
      """
      insert into hfj_res_ver (pid, res_id, res_type, res_type_id, res_published, res_updated,
        res_text_vc, res_encoding, res_ver, res_version, has_tags)
      values (?, ?, ?, ?, ?, ?, ?, 'JSON', 1, 'R4', false)""";
  private static final String INDEX =
      """
      insert into %s (sp_id, res_id, hash_identity, sp_missing, %s)
      values (?, ?, ?, false%s)""";
  private static final String STRING =
      index(
          "hfj_spidx_string",
          "sp_value_exact",
          "sp_value_normalized",
          "hash_exact",
          "hash_norm_prefix");
  private static final String TOKEN =
      index(
          "hfj_spidx_token",
          "sp_system",
          "sp_value",
          "hash_sys",
          "hash_sys_and_value",
          "hash_value");
  private static final String DATE =
      index(
          "hfj_spidx_date",
          "sp_value_low",
          "sp_value_high",
          "sp_value_low_date_ordinal",
          "sp_value_high_date_ordinal");
  private static final String URI = index("hfj_spidx_uri", "sp_uri", "hash_uri");

  private final JdbcTemplate jdbc;
  private final Sequences sequences;
  private final Sealing sealing;

  Rows(JdbcTemplate jdbc, Sequences sequences, Sealing sealing) {
    this.jdbc = jdbc;
    this.sealing = sealing;
    this.sequences = sequences;
  }

  private static String index(String table, String... columns) {
    return INDEX.formatted(table, String.join(", ", columns), ", ?".repeat(columns.length));
  }

  /** Whether the text must not lie in these rows as it is. */
  boolean refuse(String json) {
    return sealing.concerns(json);
  }

  void insert(List<Extracted> all) {
    Deque<Long> ids = sequences.take(Sequence.RESOURCE, all.size());
    Deque<Long> versions = sequences.take(Sequence.VERSION, all.size());
    var resources = new ArrayList<Object[]>();
    var texts = new ArrayList<Object[]>();
    var indexes = new ArrayList<Index>();
    for (Extracted one : all) {
      long id = ids.remove();
      resources.add(resource(id, one));
      texts.add(
          new Object[] {
            versions.remove(), id, one.type(), one.typeId(), one.time(), one.time(), one.json()
          });
      indexes.add(new Index(id, one.found()));
    }
    jdbc.batchUpdate(RESOURCE, resources);
    jdbc.batchUpdate(VERSION, texts);
    insert(indexes, Sequence.STRING, STRING, Parameters::strings, Rows::string);
    insert(indexes, Sequence.TOKEN, TOKEN, Parameters::tokens, Rows::token);
    insert(indexes, Sequence.DATE, DATE, Parameters::dates, Rows::date);
    insert(indexes, Sequence.URI, URI, Parameters::uris, Rows::uri);
  }

  private record Index(long resource, Parameters of) {}

  private Object[] resource(long id, Extracted one) {
    return new Object[] {
      id,
      one.type(),
      one.typeId(),
      one.id(),
      sealing.sealedHash(Hashing.sha256().hashUnencodedChars(one.json()).toString()),
      one.time(),
      one.time(),
      EntityIndexStatusEnum.INDEXED_RDBMS_ONLY.ordinal(),
      !one.found().strings().isEmpty(),
      !one.found().tokens().isEmpty(),
      !one.found().dates().isEmpty(),
      !one.found().uris().isEmpty()
    };
  }

  private <T extends BaseResourceIndexedSearchParam> void insert(
      List<Index> indexes,
      Sequence sequence,
      String sql,
      Function<Parameters, Collection<T>> part,
      Function<T, @Nullable Object[]> values) {
    int count = indexes.stream().mapToInt(index -> part.apply(index.of()).size()).sum();
    if (count == 0) {
      return;
    }
    Deque<Long> ids = sequences.take(sequence, count);
    var rows = new ArrayList<@Nullable Object[]>(count);
    for (Index index : indexes) {
      for (T entity : part.apply(index.of())) {
        Object[] common = {ids.remove(), index.resource(), entity.getHashIdentity()};
        rows.add(Stream.of(common, values.apply(entity)).flatMap(Stream::of).toArray());
      }
    }
    jdbc.batchUpdate(sql, rows);
  }

  private static @Nullable Object[] string(ResourceIndexedSearchParamString entity) {
    return new @Nullable Object[] {
      entity.getValueExact(),
      entity.getValueNormalized(),
      entity.getHashExact(),
      entity.getHashNormalizedPrefix()
    };
  }

  private static @Nullable Object[] token(ResourceIndexedSearchParamToken entity) {
    return new @Nullable Object[] {
      entity.getSystem(),
      entity.getValue(),
      entity.getHashSystem(),
      entity.getHashSystemAndValue(),
      entity.getHashValue()
    };
  }

  private static @Nullable Object[] date(ResourceIndexedSearchParamDate entity) {
    return new @Nullable Object[] {
      timestamp(entity.getValueLow()),
      timestamp(entity.getValueHigh()),
      entity.getValueLowDateOrdinal(),
      entity.getValueHighDateOrdinal()
    };
  }

  private static @Nullable Object[] uri(ResourceIndexedSearchParamUri entity) {
    return new @Nullable Object[] {entity.getUri(), entity.getHashUri()};
  }

  private static @Nullable Timestamp timestamp(@Nullable Date date) {
    return date == null ? null : new Timestamp(date.getTime());
  }
}
