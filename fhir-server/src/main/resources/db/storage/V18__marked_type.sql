-- The types of which a resource has, or once had, a mark that searches must heed: a label that hides it from some roles, or
-- the tag of the archive. The type '*' says that what was stored before this table has been looked through.
create table mortar_marked_type (
  mark varchar(10) not null,
  type varchar(64) not null,
  primary key (mark, type)
);
