-- Work that is due at a time. The columns are those that db-scheduler expects.
create table mortar_due_work (
  task_name varchar(100) not null,
  task_instance varchar(250) not null,
  task_data bytea,
  execution_time timestamp with time zone not null,
  picked boolean not null,
  picked_by varchar(100),
  last_success timestamp with time zone,
  last_failure timestamp with time zone,
  consecutive_failures int,
  last_heartbeat timestamp with time zone,
  version bigint not null,
  priority smallint,
  primary key (task_name, task_instance)
);

-- Serves the poll for what is due.
create index mortar_due_work_time on mortar_due_work (execution_time);

-- Serves the search for work whose node died.
create index mortar_due_work_heartbeat on mortar_due_work (last_heartbeat);
