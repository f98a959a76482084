package dev.mortar.storage.retention;

import dev.mortar.server.TestServer;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.BytesRef;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Looks for a word wherever the server keeps anything. */
public final class Canary {
  private static final List<String> TRAIL = List.of("hfj_res_ver", "hfj_spidx_token");

  private final JdbcClient jdbc;
  private final Path data;

  public Canary(TestServer server) {
    this.jdbc = server.bean(JdbcClient.class);
    this.data = Path.of(String.valueOf(server.bean(Environment.class).getProperty("mortar.data")));
  }

  /** Table and column of every text or bytes of the database that hold the word. */
  public List<String> inTheDatabase(String word) {
    List<String> found = new ArrayList<>();
    for (Column column : columns()) {
      long rows = column.binary() ? inBytes(column, word) : inText(column, word);
      if (rows > 0) {
        found.add(column.table() + "." + column.name() + ": " + rows);
      }
    }
    return found;
  }

  private List<Column> columns() {
    return jdbc
        .sql(
            """
            select table_name, column_name, lower(data_type) from information_schema.columns
            where lower(table_schema) = 'public'""")
        .query((row, number) -> new Column(row.getString(1), row.getString(2), row.getString(3)))
        .list()
        .stream()
        .filter(column -> column.text() || column.binary())
        .toList();
  }

  private long inText(Column column, String word) {
    // The trail keeps the ids of records, which lead nowhere any more; the page for operators says
    // so.
    String audit =
        TRAIL.contains(column.table().toLowerCase(Locale.ROOT))
            ? " and not exists (select 1 from hfj_resource r"
                + " where r.res_id = t.res_id and r.res_type = 'AuditEvent')"
            : "";
    return jdbc.sql(
            "select count(*) from \"%s\" t where lower(cast(\"%s\" as varchar)) like ?"
                    .formatted(column.table(), column.name())
                + audit)
        .param("%" + word.toLowerCase(Locale.ROOT) + "%")
        .query(Long.class)
        .single();
  }

  private long inBytes(Column column, String word) {
    return jdbc
        .sql(
            "select \"%2$s\" from \"%1$s\" where \"%2$s\" is not null"
                .formatted(column.table(), column.name()))
        .query((row, number) -> row.getBytes(1))
        .list()
        .stream()
        .filter(bytes -> holds(bytes, word))
        .count();
  }

  /** What the index files know, words of deleted documents included. */
  public List<String> inTheFullText(String word) throws IOException {
    try {
      return inTheIndexes(word);
    } catch (NoSuchFileException | FileNotFoundException e) {
      // The index has merged its files meanwhile.
      return inTheIndexes(word);
    }
  }

  private List<String> inTheIndexes(String word) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> folders = Files.list(data.resolve("lucene"))) {
      for (Path folder : folders.filter(Canary::isIndex).toList()) {
        try (var reader = DirectoryReader.open(FSDirectory.open(folder))) {
          for (LeafReaderContext leaf : reader.leaves()) {
            for (FieldInfo field : leaf.reader().getFieldInfos()) {
              found.addAll(terms(leaf, field.name, word));
            }
          }
        }
      }
    }
    return found;
  }

  private static List<String> terms(LeafReaderContext leaf, String field, String word)
      throws IOException {
    List<String> found = new ArrayList<>();
    Terms terms = leaf.reader().terms(field);
    TermsEnum all = terms == null ? TermsEnum.EMPTY : terms.iterator();
    for (BytesRef term = all.next(); term != null; term = all.next()) {
      String text =
          new String(term.bytes, term.offset, term.length, StandardCharsets.UTF_8)
              .toLowerCase(Locale.ROOT);
      if (text.contains(word.toLowerCase(Locale.ROOT))) {
        found.add(field + "=" + text);
      }
    }
    return found;
  }

  /** The files of the data folder; database and index lie below it and are looked into apart. */
  public List<String> inOtherFiles(String word) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(data)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (holds(Files.readAllBytes(file), word)) {
          found.add(data.relativize(file).toString());
        }
      }
    }
    return found;
  }

  private static boolean isIndex(Path folder) {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(file -> file.getFileName().toString().startsWith("segments"));
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean holds(byte[] bytes, String word) {
    return new String(bytes, StandardCharsets.ISO_8859_1)
        .toLowerCase(Locale.ROOT)
        .contains(word.toLowerCase(Locale.ROOT));
  }

  private record Column(String table, String name, String type) {
    boolean text() {
      return type.contains("char") || type.equals("text") || type.contains("json");
    }

    boolean binary() {
      return type.equals("bytea") || type.contains("binary");
    }
  }
}
