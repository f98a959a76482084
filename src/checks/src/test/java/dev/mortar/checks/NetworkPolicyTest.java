package dev.mortar.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The example for Kubernetes closes everything, and opens what the program needs and no more. */
class NetworkPolicyTest {
  private static final Pattern HOP =
      Pattern.compile("^\\| [^|]+ \\| (in|out) \\| ([0-9, ]+) \\|.*\\|$");
  private static final Pattern DEFAULT_PORT =
      Pattern.compile("\\$\\{MORTAR_(?:MLLP_)?PORT:(\\d+)}");
  private static final Pattern TLS_PORT = Pattern.compile("@DefaultValue\\(\"(\\d+)\"\\) int port");

  private final List<Map<String, Object>> policies = policies();

  @Test
  void everythingIsClosedAtFirst() {
    Map<String, Object> all = map(policies.getFirst().get("spec"));
    assertThat(map(all.get("podSelector"))).as("every pod").isEmpty();
    assertThat(all.get("policyTypes")).isEqualTo(List.of("Ingress", "Egress"));
    assertThat(all).doesNotContainKeys("ingress", "egress");
  }

  @Test
  void eachRuleNamesPeersAndPorts() {
    for (String direction : List.of("ingress", "egress")) {
      for (Map<String, Object> rule : rules(direction)) {
        assertThat((List<?>) rule.get(direction.equals("ingress") ? "from" : "to")).isNotEmpty();
        assertThat((List<?>) rule.get("ports")).isNotEmpty();
      }
    }
    assertThat(policies)
        .allSatisfy(
            policy -> assertThat(policy).containsEntry("apiVersion", "networking.k8s.io/v1"));
  }

  @Test
  void whatIsOpenInwardsIsWhatTheProgramOpens() {
    Set<Integer> opened = new TreeSet<>();
    addAll(opened, DEFAULT_PORT, "fhir-server/src/main/resources/application.yaml");
    addAll(opened, TLS_PORT, "hl7-adapters/src/main/java/dev/mortar/hl7/mllp/TlsProperties.java");
    assertThat(opened).hasSize(3);
    assertThat(ports("ingress")).isEqualTo(opened);
  }

  @Test
  void whatIsOpenIsWhatThePageOfOperatorsSays() {
    assertThat(ports("ingress")).isEqualTo(hops("in"));
    assertThat(ports("egress")).isEqualTo(hops("out"));
  }

  @Test
  void whatIsOpenOutwardsToAllLeavesTheOwnNetworksOut() {
    List<Object> wide = new ArrayList<>();
    for (Map<String, Object> rule : rules("egress")) {
      for (Object peer : (List<?>) rule.get("to")) {
        Map<String, Object> block = map(map(peer).getOrDefault("ipBlock", Map.of()));
        if ("0.0.0.0/0".equals(block.get("cidr"))) {
          wide.add(block.get("except"));
        }
      }
    }
    assertThat(wide)
        .singleElement()
        .satisfies(
            except ->
                assertThat((List<?>) except)
                    .map(String::valueOf)
                    .contains(
                        "10.0.0.0/8",
                        "127.0.0.0/8",
                        "169.254.0.0/16",
                        "172.16.0.0/12",
                        "192.168.0.0/16"));
  }

  private Set<Integer> ports(String direction) {
    Set<Integer> found = new TreeSet<>();
    for (Map<String, Object> rule : rules(direction)) {
      for (Object port : (List<?>) rule.get("ports")) {
        found.add((Integer) map(port).get("port"));
      }
    }
    return found;
  }

  private List<Map<String, Object>> rules(String direction) {
    List<Map<String, Object>> found = new ArrayList<>();
    for (Map<String, Object> policy : policies) {
      if (map(policy.get("spec")).get(direction) instanceof List<?> rules) {
        rules.forEach(rule -> found.add(map(rule)));
      }
    }
    return found;
  }

  private static Set<Integer> hops(String direction) {
    Set<Integer> found = new TreeSet<>();
    for (String line : Tree.text(Tree.ROOT.resolve("src/site/operating.md")).lines().toList()) {
      Matcher hop = HOP.matcher(line);
      if (hop.matches() && hop.group(1).equals(direction)) {
        for (String port : hop.group(2).split(",")) {
          found.add(Integer.valueOf(port.strip()));
        }
      }
    }
    return found;
  }

  private static void addAll(Set<Integer> ports, Pattern pattern, String file) {
    Matcher port = pattern.matcher(Tree.text(Tree.ROOT.resolve(file)));
    while (port.find()) {
      ports.add(Integer.valueOf(port.group(1)));
    }
  }

  private static List<Map<String, Object>> policies() {
    List<Map<String, Object>> all = new ArrayList<>();
    new Yaml()
        .loadAll(Tree.text(Tree.ROOT.resolve("docker/network-policy.yaml")))
        .forEach(one -> all.add(map(one)));
    return all;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object yaml) {
    return (Map<String, Object>) yaml;
  }
}
