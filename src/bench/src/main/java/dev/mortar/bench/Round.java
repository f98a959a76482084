package dev.mortar.bench;

import java.util.Arrays;

/**
 * What one round of requests cost a server.
 *
 * @param nanos how long each successful request took, sorted
 * @param failed requests that were not answered with a success
 * @param cpuMillis of the server process
 * @param storeMillis of the database's own processes
 * @param entries of the Bundle that answered the first request; 1 for a single resource
 */
record Round(
    long[] nanos, int failed, double seconds, double cpuMillis, double storeMillis, int entries) {
  Round {
    nanos = nanos.clone();
    Arrays.sort(nanos);
  }

  double cpuMillisEach() {
    return (cpuMillis + storeMillis) / nanos.length;
  }

  double storeMillisEach() {
    return storeMillis / nanos.length;
  }

  double perSecond() {
    return nanos.length / seconds;
  }

  double p50() {
    return percentile(0.5);
  }

  double p95() {
    return percentile(0.95);
  }

  double p99() {
    return percentile(0.99);
  }

  /** In ms. */
  private double percentile(double share) {
    return nanos.length == 0 ? 0 : nanos[(int) Math.ceil(nanos.length * share) - 1] / 1e6;
  }
}
