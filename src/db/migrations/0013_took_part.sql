-- The queue of the conversation that somebody took part in, beside it: who searches and lists asks for those outside their own queues, which are few, and
-- not for all that they ever took part in, which after some years are a hundred thousand.
alter table conversation_operator add column queue_id uuid;
update conversation_operator t set queue_id = c.queue_id from conversation c where c.workspace_id = t.workspace_id and c.id = t.conversation_id;
alter table conversation_operator alter column queue_id set not null;
create index conversation_operator_by_queue on conversation_operator (workspace_id, operator_id, queue_id, conversation_id);

create function keep_queue_of_part() returns trigger language plpgsql as $$
begin
  select c.queue_id into new.queue_id from vizitka.conversation c where c.workspace_id = new.workspace_id and c.id = new.conversation_id;
  return new;
end $$;
create trigger conversation_operator_queue before insert on conversation_operator for each row execute function keep_queue_of_part();

create function keep_queue_of_parts() returns trigger language plpgsql as $$
begin
  update vizitka.conversation_operator t set queue_id = new.queue_id where t.workspace_id = new.workspace_id and t.conversation_id = new.id;
  return null;
end $$;
create trigger conversation_queue_of_parts after update of queue_id on conversation for each row
  when (old.queue_id is distinct from new.queue_id) execute function keep_queue_of_parts();
