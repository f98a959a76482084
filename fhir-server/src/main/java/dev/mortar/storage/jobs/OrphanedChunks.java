package dev.mortar.storage.jobs;

import ca.uhn.fhir.batch2.channel.BatchJobSender;
import ca.uhn.fhir.batch2.model.JobWorkNotification;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Takes up the work of batch jobs that a dead process has left behind.
 *
 * <p>Why: HAPI 8.8.0 announces a chunk of work through a queue in memory. After a crash the chunk
 * still stands as queued or in progress, and nobody announces it again. HAPI lets a chunk in either
 * state be started once more.
 */
final class OrphanedChunks {
  private static final Logger LOG = LoggerFactory.getLogger(OrphanedChunks.class);

  private final JdbcClient jdbc;
  private final BatchJobSender sender;

  OrphanedChunks(JdbcClient jdbc, BatchJobSender sender) {
    this.jdbc = jdbc;
    this.sender = sender;
  }

  /**
   * Announces the unfinished chunks that were begun in a span of time of which no process is left.
   *
   * @return how many
   */
  int announce(Instant from, Instant until) {
    List<JobWorkNotification> orphans =
        jdbc.sql(
                """
                select c.definition_id, c.definition_ver, c.instance_id, c.tgt_step_id, c.id
                from bt2_work_chunk c join bt2_job_instance j on j.id = c.instance_id
                where c.stat in ('QUEUED', 'IN_PROGRESS') and j.stat in ('QUEUED', 'IN_PROGRESS', 'ERRORED')
                  and coalesce(c.start_time, c.create_time) >= ? and coalesce(c.start_time, c.create_time) < ?
                order by c.create_time
                """)
            .params(Timestamp.from(from), Timestamp.from(until))
            .query(
                (row, number) ->
                    new JobWorkNotification(
                        row.getString(1),
                        row.getInt(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5)))
            .list();
    orphans.forEach(sender::sendWorkChannelMessage);
    if (!orphans.isEmpty()) {
      LOG.info("{} chunks of batch jobs were left behind and are taken up again", orphans.size());
    }
    return orphans.size();
  }
}
