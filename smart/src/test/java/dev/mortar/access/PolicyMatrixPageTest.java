package dev.mortar.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The page that a security officer reads is the table that the server obeys. Rewrite it with {@code
 * -Dmortar.golden.update=true}.
 */
class PolicyMatrixPageTest {
  private static final Path PAGE = Path.of("../src/site/policy-matrix.md");

  @Test
  void thePageShowsTheTableThatTheServerObeys() throws IOException {
    String page = render(PolicyTable.shipped(), OperationTable.shipped());
    if (Boolean.getBoolean("mortar.golden.update")) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE)).isEqualTo(page);
  }

  private static String render(PolicyTable policy, OperationTable operations) {
    StringBuilder page =
        new StringBuilder(
            """
            # Who may do what

            Generated from `policy.csv` and `operations.csv` of the package `access`; a test keeps it so.
            What is not in the table is denied. A SMART scope can only take away from it.

            `c` create · `r` read, version, history of one resource · `u` update, patch · `d` delete ·
            `s` search, history of the type. Plain letters: all resources of the type. `patient:` only the
            compartment of the patient in context. `own:` only what names the caller.

            """);
    page.append("| type | category |").append(roles()).append("\n|---|---|");
    page.append("---|".repeat(Role.values().length)).append('\n');
    for (String type : policy.types()) {
      String category = policy.category(type).map(Category::code).orElseThrow();
      page.append("| ").append(type).append(" | ").append(category).append(" |");
      for (Role role : Role.values()) {
        page.append(' ').append(cell(policy, role, type)).append(" |");
      }
      page.append('\n');
    }
    page.append(
        "\n## Operations\n\n`read` or `write` is the scope that a token needs beside the role.\n");
    page.append("\n| operation |").append(roles()).append("\n|---|");
    page.append("---|".repeat(Role.values().length)).append('\n');
    operations.operations().stream()
        .sorted()
        .forEach(operation -> page.append(row(operations, operation)).append('\n'));
    page.append(
        """

        ## Security labels

        What carries one of these labels is seen by the roles that say `sees`; by the others only if a Consent of the
        patient opens the label to them, or in an emergency. A patient sees what the table above says: the own record.
        `restricted.read` gives or takes that from one person, `restricted.write` whether they set and remove labels,
        which otherwise managers do; programs set labels on what they bring.
        """);
    page.append("\n| label |").append(roles()).append("\n|---|");
    page.append("---|".repeat(Role.values().length)).append('\n');
    for (String label : LabelTable.shipped().labels()) {
      page.append("| ").append(label.substring(label.lastIndexOf('/') + 1).replace('|', '#'));
      for (Role role : Role.values()) {
        boolean hidden = LabelTable.shipped().hiddenFrom(role).contains(label);
        page.append(hidden ? " | –" : " | sees");
      }
      page.append(" |\n");
    }
    return page.toString();
  }

  private static String roles() {
    return Arrays.stream(Role.values())
        .map(role -> " " + role.code() + " |")
        .collect(Collectors.joining());
  }

  private static String row(OperationTable operations, String operation) {
    StringBuilder row = new StringBuilder("| " + operation + " |");
    for (Role role : Role.values()) {
      OperationTable.Right right = operations.right(role, operation);
      String verb = right.changes() ? "write" : "read";
      row.append(
          switch (right.reach()) {
            case NONE -> " – |";
            case PATIENT -> " patient: " + verb + " |";
            case OWN, ALL -> " " + verb + " |";
          });
    }
    return row.toString();
  }

  private static String cell(PolicyTable policy, Role role, String type) {
    StringBuilder all = new StringBuilder();
    StringBuilder limited = new StringBuilder();
    String limit = "";
    for (Interaction interaction : Interaction.values()) {
      String letter = String.valueOf(interaction.verb().letter());
      StringBuilder part =
          switch (policy.reach(role, type, interaction)) {
            case NONE -> new StringBuilder();
            case OWN, PATIENT -> limited;
            case ALL -> all;
          };
      if (part.indexOf(letter) < 0) {
        part.append(letter);
      }
      limit =
          switch (policy.reach(role, type, interaction)) {
            case OWN -> "own:";
            case PATIENT -> "patient:";
            case NONE, ALL -> limit;
          };
    }
    String text = (all + (limited.isEmpty() ? "" : " " + limit + limited)).strip();
    return text.isEmpty() ? "–" : text;
  }
}
