package dev.mortar.storage.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupsTest {
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

  @Test
  void aChainOfMergesEndsAtTheOneInUse() {
    Groups groups =
        Groups.of(List.of(IdentityEvent.merge("a", "b", NOW), IdentityEvent.merge("b", "c", NOW)));

    assertThat(groups.survivor("a")).isEqualTo("c");
    assertThat(groups.replacedBy("c")).containsExactly("a", "b");
    assertThat(groups.replacedBy("b")).isEmpty();
  }

  @Test
  void ofTwoWhoAreMergedIntoEachOtherTheFirstMergeStands() {
    Groups groups =
        Groups.of(List.of(IdentityEvent.merge("a", "b", NOW), IdentityEvent.merge("b", "a", NOW)));

    assertThat(groups.survivor("a")).isEqualTo("b");
    assertThat(groups.survivor("b")).isEqualTo("b");
  }

  @Test
  void ofTwoMergesOfOnePatientTheLaterHolds() {
    Groups groups =
        Groups.of(List.of(IdentityEvent.merge("a", "b", NOW), IdentityEvent.merge("a", "c", NOW)));

    assertThat(groups.survivor("a")).isEqualTo("c");
    assertThat(groups.replacedBy("b")).isEmpty();
  }

  @Test
  void partingEndsLinksAndMergesAndLeavesTheRest() {
    Groups groups =
        Groups.of(
            List.of(
                IdentityEvent.merge("a", "b", NOW),
                IdentityEvent.merge("b", "c", NOW),
                IdentityEvent.link("c", "d", NOW),
                IdentityEvent.part("c", "b", NOW),
                IdentityEvent.part("d", "c", NOW)));

    assertThat(groups.survivor("a")).isEqualTo("b");
    assertThat(groups.isMerged("b")).isFalse();
    assertThat(groups.linkedWith("c")).isEmpty();
  }
}
