package dev.mortar.storage.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImportSourcesTest {
  private final ImportSources sources =
      new ImportSources(
          List.of(
              URI.create("https://files.example.org/exports/"),
              URI.create("http://10.0.0.7:8000/")));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://files.example.org/exports/a.ndjson",
        "https://FILES.example.org:443/exports/2026/a.ndjson?part=1",
        "http://10.0.0.7:8000/a.ndjson"
      })
  void whatLiesBelowAListedAddressMayBeFetched(String url) {
    assertThat(sources.find(url)).contains(URI.create(url));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://files.example.org/exports/a.ndjson",
        "https://files.example.org/other/a.ndjson",
        "https://files.example.org/exports/../other/a.ndjson",
        "https://files.example.org/exports/%2e%2E/other/a.ndjson",
        "https://files.example.org/exports/..%2fother/a.ndjson",
        "https://files.example.org:8443/exports/a.ndjson",
        "https://files.example.org.evil.example/exports/a.ndjson",
        "https://files.example.org@evil.example/exports/a.ndjson",
        "https://evil.example/https://files.example.org/exports/",
        "http://10.0.0.7/a.ndjson",
        "http://127.0.0.1:8000/a.ndjson",
        "http://[::1]/a.ndjson",
        "http://169.254.169.254/latest/meta-data/",
        "file:///etc/passwd",
        "exports/a.ndjson",
        "not an address"
      })
  void nothingElseIs(String url) {
    assertThat(sources.find(url)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://files.example.org/", "http://127.0.0.1/"})
  void withoutAListNothingIsFetched(String url) {
    assertThat(new ImportSources(List.of()).find(url)).isEmpty();
  }
}
