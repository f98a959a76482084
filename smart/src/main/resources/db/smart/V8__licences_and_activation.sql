-- Accounts that are older than the rule that clinical roles need a licence keep what they have until
-- their role is given anew.
alter table smart_account add column licence_waived boolean default true not null;
alter table smart_account alter column licence_waived set default false;

-- When somebody was invited who has not come in since.
alter table smart_account add column invited_at timestamp with time zone;
