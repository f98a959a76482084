package dev.mortar.storage.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.batch2.channel.BatchJobSender;
import ca.uhn.fhir.batch2.model.JobWorkNotification;
import ca.uhn.fhir.broker.api.IChannelProducer;
import ca.uhn.fhir.broker.api.ISendResult;
import ca.uhn.fhir.rest.server.messaging.IMessage;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a process that was killed leaves in the tables of the batch jobs is announced again, and
 * nothing else.
 */
@ServerTest
class OrphanedChunksIT {
  private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

  private final JdbcClient jdbc;
  private final String job = UUID.randomUUID().toString();
  private final Announced announced = new Announced();

  OrphanedChunksIT(TestServer server) {
    this.jdbc = server.bean(JdbcClient.class);
  }

  @AfterEach
  void leaveNothing() {
    jdbc.sql("delete from bt2_work_chunk where instance_id = ?").param(job).update();
    jdbc.sql("delete from bt2_job_instance where id = ?").param(job).update();
  }

  @Test
  void unfinishedChunksOfARunningJobAreAnnouncedAgain() {
    instance("IN_PROGRESS");
    String queued = chunk("QUEUED");
    String begun = chunk("IN_PROGRESS");
    chunk("COMPLETED");
    chunk("GATE_WAITING");

    int count = chunks().announce(Instant.EPOCH, LONG_AGO.plusSeconds(1));

    assertThat(count).isEqualTo(2);
    assertThat(announced.chunks).containsExactlyInAnyOrder(queued, begun);
  }

  @Test
  void chunksOfAJobThatEndedOrThatBeganLaterAreLeftAlone() {
    instance("CANCELLED");
    chunk("QUEUED");
    assertThat(chunks().announce(Instant.EPOCH, LONG_AGO.plusSeconds(1))).isZero();
    jdbc.sql("update bt2_job_instance set stat = 'IN_PROGRESS' where id = ?").param(job).update();
    assertThat(chunks().announce(Instant.EPOCH, LONG_AGO)).isZero();
  }

  private OrphanedChunks chunks() {
    return new OrphanedChunks(jdbc, new BatchJobSender(announced));
  }

  private void instance(String status) {
    jdbc.sql(
            """
            insert into bt2_job_instance
              (id, definition_id, definition_ver, stat, create_time, job_cancelled, error_count, progress_pct, params_json_vc, work_chunks_purged)
            values (?, 'TEST_ONLY', 1, ?, ?, false, 0, 0, '{}', false)
            """)
        .params(job, status, Timestamp.from(LONG_AGO))
        .update();
  }

  private String chunk(String status) {
    String id = UUID.randomUUID().toString();
    jdbc.sql(
            """
            insert into bt2_work_chunk
              (id, seq, create_time, definition_id, definition_ver, tgt_step_id, stat, instance_id, error_count)
            values (?, 0, ?, 'TEST_ONLY', 1, 'step', ?, ?, 0)
            """)
        .params(id, Timestamp.from(LONG_AGO), status, job)
        .update();
    return id;
  }

  private static final class Announced implements IChannelProducer<JobWorkNotification> {
    private final List<String> chunks = new ArrayList<>();

    @Override
    public String getChannelName() {
      return "test";
    }

    @Override
    public ISendResult send(IMessage<JobWorkNotification> message) {
      chunks.add(message.getPayload().getChunkId());
      return () -> true;
    }
  }
}
