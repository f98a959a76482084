-- Records that somebody has opened in an emergency; the reason stands in the task of its review.
create table break_glass (
  id varchar(40) not null primary key,
  account varchar(200) not null,
  patient_id varchar(64) not null,
  opened_at timestamp with time zone not null,
  open_until timestamp with time zone not null
);

-- Serves the question which records are open to an account.
create index break_glass_by_account on break_glass (account, open_until);
