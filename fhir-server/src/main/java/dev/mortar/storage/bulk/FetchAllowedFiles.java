package dev.mortar.storage.bulk;

import ca.uhn.fhir.batch2.api.IJobDataSink;
import ca.uhn.fhir.batch2.api.IJobStepWorker;
import ca.uhn.fhir.batch2.api.JobExecutionFailedException;
import ca.uhn.fhir.batch2.api.RunOutcome;
import ca.uhn.fhir.batch2.api.StepExecutionDetails;
import ca.uhn.fhir.batch2.api.VoidModel;
import ca.uhn.fhir.batch2.jobs.imprt.BulkImportJobParameters;
import ca.uhn.fhir.batch2.jobs.imprt.NdJsonFileJson;
import dev.mortar.storage.ImportRule;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Iterator;

/**
 * Fetches the files of an import in the place of HAPI's step, which goes to any address and follows
 * wherever it is sent from there.
 */
final class FetchAllowedFiles
    implements IJobStepWorker<BulkImportJobParameters, VoidModel, NdJsonFileJson> {
  private static final int MOST_LINES = 800;
  private static final int MOST_CHARACTERS = 2_000_000;

  private final ImportSources sources;
  private final Duration timeout;
  private final ImportRule rule;
  private final HttpClient http;

  FetchAllowedFiles(ImportSources sources, Duration timeout, ImportRule rule) {
    this.sources = sources;
    this.rule = rule;
    this.timeout = timeout;
    this.http =
        HttpClient.newBuilder().followRedirects(Redirect.NEVER).connectTimeout(timeout).build();
  }

  @Override
  public RunOutcome run(
      StepExecutionDetails<BulkImportJobParameters, VoidModel> step,
      IJobDataSink<NdJsonFileJson> sink) {
    BulkImportJobParameters parameters = step.getParameters();
    Integer wanted = parameters.getMaxBatchResourceCount();
    int lines = wanted == null || wanted < 1 ? MOST_LINES : wanted;
    for (String url : parameters.getNdJsonUrls()) {
      URI source =
          sources
              .find(url)
              .orElseThrow(
                  () -> new JobExecutionFailedException("The source is not listed: " + url));
      try (var body = get(source, parameters.getHttpBasicCredentials());
          var text = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
        cut(url, text.lines().filter(line -> !line.isBlank()).iterator(), lines, sink);
      } catch (IOException | UncheckedIOException broken) {
        throw new JobExecutionFailedException("The source could not be read: " + url, broken);
      }
    }
    return new RunOutcome(0);
  }

  private InputStream get(URI source, String credentials) throws IOException {
    var request = HttpRequest.newBuilder(source).timeout(timeout);
    if (credentials != null && !credentials.isBlank()) {
      byte[] secret = credentials.getBytes(StandardCharsets.UTF_8);
      request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(secret));
    }
    try {
      HttpResponse<InputStream> answer = http.send(request.build(), BodyHandlers.ofInputStream());
      if (answer.statusCode() != 200) {
        answer.body().close();
        throw new JobExecutionFailedException(
            "The source answered " + answer.statusCode() + ": " + source);
      }
      return answer.body();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IOException("stopped while the source was read", stopping);
    }
  }

  /** Chunks small enough to be applied in one transaction each. */
  private void cut(
      String url, Iterator<String> lines, int most, IJobDataSink<NdJsonFileJson> sink) {
    var chunk = new StringBuilder();
    int count = 0;
    while (lines.hasNext()) {
      String line = lines.next().strip();
      rule.refusal(line)
          .ifPresent(
              why -> {
                // Nothing of the job is applied before all of its files are fetched.
                throw new JobExecutionFailedException(
                    why + " Nothing was imported. It stands in " + url);
              });
      chunk.append(line).append('\n');
      count++;
      if (count == most || chunk.length() >= MOST_CHARACTERS || !lines.hasNext()) {
        var file = new NdJsonFileJson().setNdJsonText(chunk.toString());
        file.setSourceName(url);
        sink.accept(file);
        chunk.setLength(0);
        count = 0;
      }
    }
  }
}
