package dev.mortar.cds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The detail is rendered as an EHR does it, with raw HTML let through. */
class CardTextsTest {
  private static final List<Extension> TABLES = List.of(TablesExtension.create());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "![x](https://evil.example/p.png)",
        "[x]: https://evil.example",
        "<https://evil.example>",
        "<javascript:alert(1)>",
        "# Heading",
        "- item",
        "+ item",
        "1. item",
        "2) item",
        "> quote",
        "    code",
        "`code`",
        "```\ncode\n```",
        "**bold** __bold__ *em* _em_ ~~gone~~",
        "a | b\n--|--\nc | d",
        "line\n===",
        "line\n\n<b>block</b>",
        "\\[x](javascript:alert(1))",
        "\\\\[x](javascript:alert(1))",
        "&lt;script&gt;",
        "&#60;script&#62;",
        "<!-- x -->",
        "<?php x ?>"
      })
  void whateverStandsInTheDataIsShownAsText(String data) {
    String html = html("**" + "Label" + "**\n\n" + CardTexts.markdown(data));
    assertThat(html.substring(html.indexOf("</p>") + 4).replaceAll("</?p>", ""))
        .as(html)
        .doesNotContain("<");
    assertThat(html("- " + CardTexts.markdown(data)).replaceAll("</?(ul|li|p)>", ""))
        .doesNotContain("<");
  }

  @Test
  void ordinaryTextLooksAsItDid() {
    assertThat(CardTexts.markdown("Potassium 6.8 mmol/L, critical (limit 6.2)"))
        .isEqualTo("Potassium 6.8 mmol/L, critical (limit 6.2)");
    assertThat(CardTexts.summary("Troponin <0.5 ng/L > 3 (Æ, 漢)"))
        .isEqualTo("Troponin <0.5 ng/L > 3 (Æ, 漢)");
    assertThat(html(CardTexts.markdown("a_b*c & <5")).strip())
        .isEqualTo("<p>a_b*c &amp; &lt;5</p>");
  }

  @Test
  void bareAddressesAreBroken() {
    String data = "see https://evil.example, WWW.evil.example or a@evil.example";
    for (String shown : new String[] {CardTexts.markdown(data), CardTexts.summary(data)}) {
      assertThat(shown)
          .doesNotContain("://")
          .doesNotContain("WWW.")
          .doesNotContain("@evil")
          .contains("evil.example");
    }
  }

  @Test
  void aSummaryIsOneShortLineWithoutMarkup() {
    assertThat(CardTexts.summary("x".repeat(200))).hasSize(139).endsWith("…");
    assertThat(CardTexts.summary("x".repeat(137) + "😀😀")).hasSizeLessThan(140).endsWith("x…");
    assertThat(CardTexts.summary("<script>alert(1)</script> [x](javascript:y)"))
        .isEqualTo("‹script>alert(1)‹/script> [x] (javascript:y)");
    assertThat(CardTexts.summary("a\u0000b\u202Ec\nd\u2028e\tf \uD800")).isEqualTo("a b c d e f");
  }

  @Test
  void aPartOfTheDetailIsBounded() {
    assertThat(CardTexts.markdown("*".repeat(100_000))).hasSizeLessThan(1_100);
  }

  private static String html(String markdown) {
    var parser = Parser.builder().extensions(TABLES).build();
    return HtmlRenderer.builder().extensions(TABLES).build().render(parser.parse(markdown));
  }
}
