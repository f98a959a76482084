package dev.mortar.storage.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SealedTextTest {
  private final Map<String, String> kept = new HashMap<>();

  @Test
  void everyByteIsWhatItWas() {
    for (String json :
        new String[] {
          "{\"value\":\"987-65-4321\",\"div\":\"<div>No. 987-65-4321, \\\"987-65-4321\\\"</div>\"}",
          "{ \"value\" :\t\"987-65-4321\" , \"x\" : [1.0e3, 987654321] }",
          "{\"value\":\"987-65-4321\",\"other\":\"\\\\\",\"u\":\"\\u00e9é\"}"
        }) {
      String sealed = seal(json, "987-65-4321");
      assertThat(sealed).doesNotContain("987-65-4321");
      assertThat(SealedText.restore(sealed, kept::get)).isEqualTo(json);
    }
  }

  @Test
  void aPartOfAnotherNumberStays() {
    assertThat(seal("{\"a\":\"19876543210\",\"b\":\"987654321\"}", "987654321"))
        .contains("19876543210")
        .doesNotContain("\"987654321\"");
  }

  @Test
  void aShortValueIsReplacedWhereNothingElseStands() {
    String json = "{\"value\":\"12\",\"text\":\"at 12 o'clock\",\"n\":12}";
    assertThat(seal(json, "12"))
        .contains("at 12 o'clock", "\"n\":12")
        .doesNotContain("\"value\":\"12\"");
  }

  @Test
  void aValueThatJsonWritesOtherwiseIsFound() {
    String json = "{\"value\":\"a\\\"b\\\\c-77\"}";
    String sealed = seal(json, "a\"b\\c-77");
    assertThat(sealed).doesNotContain("c-77");
    assertThat(SealedText.restore(sealed, kept::get)).isEqualTo(json);
  }

  @Test
  void whatOnlyLooksSealedComesBackAsItCame() {
    String json = "{\"note\":\"see mortar-sealed:QUJD; there\",\"value\":\"987-65-4321\"}";
    String sealed = seal(json, "987-65-4321");
    assertThat(sealed).doesNotContain("QUJD");
    assertThat(SealedText.restore(sealed, kept::get)).isEqualTo(json);
  }

  private String seal(String json, String... values) {
    return SealedText.replace(
        json,
        Set.of(values),
        text -> {
          String name = "n" + kept.size();
          kept.put(name, text);
          return name;
        });
  }
}
