-- The processes that share this database, so that what a dead one left behind can be told from what a live one works on.
create table mortar_node (
  id varchar(36) primary key,
  started timestamp with time zone not null,
  seen timestamp with time zone not null
);
