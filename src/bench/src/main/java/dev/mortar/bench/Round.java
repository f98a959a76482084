package dev.mortar.bench;

import java.util.Arrays;

/**
 * What one round of requests cost a server.
 *
 * @param nanos how long each successful request took, sorted
 * @param failed requests that were not answered with a success
 * @param entries of the Bundle that answered the first request; 1 for a single resource
 */
record Round(long[] nanos, int failed, double seconds, double cpuMillis, int entries) {
  Round {
    nanos = nanos.clone();
    Arrays.sort(nanos);
  }

  double cpuMillisEach() {
    return cpuMillis / nanos.length;
  }

  double perSecond() {
    return nanos.length / seconds;
  }

  /** The 95th percentile in ms. */
  double p95() {
    return nanos.length == 0 ? 0 : nanos[(int) Math.ceil(nanos.length * 0.95) - 1] / 1e6;
  }
}
