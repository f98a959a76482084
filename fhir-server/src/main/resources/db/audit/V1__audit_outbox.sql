-- Audit events of writes, stored with what was written; a worker makes AuditEvent resources of them.
create table audit_outbox (
  id varchar(40) not null primary key,
  event varchar(60000) not null,
  recorded_at timestamp with time zone not null
);

-- Serves the worker, oldest first.
create index audit_outbox_by_time on audit_outbox (recorded_at);
