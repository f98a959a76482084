-- Whose turn it is to run a job that must run once for all nodes.
create table mortar_cluster_turn (
  job varchar(200) primary key,
  due timestamp with time zone not null,
  held_until timestamp with time zone not null
);
