-- Takes what several messages share for this transaction, in the one order that everybody takes it in: whoever holds some of it makes us wait, and what they wrote is
-- there for the next statement. From here to the end of the transaction sequential scans are off, and one plan serves all values: every statement of the intake goes by
-- keys, and the plans of its foreign keys, which PostgreSQL makes once per connection and keeps, must not be made for tables that are still nearly empty.
create function hold_shared(shared text[]) returns void language plpgsql as $$
begin
  perform set_config('enable_seqscan', 'off', true), set_config('plan_cache_mode', 'force_generic_plan', true);
  perform pg_advisory_xact_lock(k) from (select distinct hashtextextended(key, 0) as k from unnest(shared) as t (key) order by 1) s;
end $$;

-- What the messages of a conversation, and of those merged into it, said of its client: in order of first appearance.
create function told_of_client(ws uuid, root uuid) returns json language plpgsql stable as $$
begin
  return coalesce((
    select json_agg(json_build_object('kind', p.kind, 'account', p.account, 'key', p.key, 'display', p.display, 'role', p.role, 'name', p.name,
        'trust', coalesce(p.trust, 0), 'firstAt', p.first_at, 'firstIn', p.conversation_id) order by p.first_at, p.place, p.key)
    from (select p.* from conversation m join participant p on p.workspace_id = m.workspace_id and p.conversation_id = m.id
      where m.workspace_id = ws and m.root_id = root order by p.first_at, p.place, p.key limit 1000) p), '[]');
end $$;

-- The conversation of a thread as a message finds it, locked, with what was told of its client; null where there is none.
create function running_conversation(ws uuid, channel uuid, looked_for text) returns json language plpgsql as $$
declare
  running json;
begin
  select json_build_object('id', c.id, 'rootId', c.root_id, 'state', c.state, 'contactId', c.contact_id, 'link', json_build_object('rule', c.link -> 'rule'),
      'linkTrust', c.link_trust, 'linkBy', c.link_by, 'acceptedAt', c.accepted_at, 'endedAt', c.ended_at, 'setAside', c.details -> 'setAside',
      'assigneeId', case when c.merged_into is null then c.assignee_id -- who has a conversation that was merged has its target
        else (select r.assignee_id from conversation r where r.workspace_id = c.workspace_id and r.id = c.root_id) end,
      'survivorId', (select k.survivor_id from contact k where k.workspace_id = c.workspace_id and k.id = c.contact_id),
      'said', told_of_client(ws, c.root_id))
  into running from conversation c where c.workspace_id = ws and c.channel_id = channel and c.thread = looked_for for update;
  return running;
end $$;

-- Takes a message, with everything that others at this moment may share with it, and tells what is to be known of it then: the conversation of its thread; where there is
-- none, whether somebody here began it with the client, and what the directory knows of the values that are asked for. Nothing is looked for without a thread. The answer
-- is null where the message was had already. It runs as the role of its caller, under whose policies it reads and writes; each of its statements sees what others committed
-- until then, and what is not needed is not even set up.
create function take_message(ws uuid, channel uuid, provider text, message_at timestamptz, entry uuid, shared text[], looked_for text, begun_as text,
  kinds text[], accounts text[], keys text[]) returns json language plpgsql as $$
declare
  running json;
begin
  perform hold_shared(shared);
  insert into delivery (workspace_id, channel_id, provider_id, at, entry_id) values (ws, channel, provider, message_at, entry) on conflict do nothing;
  if not found then
    return null;
  end if;
  if looked_for is null then
    return '{}';
  end if;
  running := running_conversation(ws, channel, looked_for);
  if running is not null then
    return json_build_object('running', running);
  end if;
  return json_build_object(
    'isBegun', begun_as is not null and exists (select from conversation b where b.workspace_id = ws and b.channel_id = channel and b.thread = begun_as
      and b.begun_by is not null and b.last_in_at is null),
    'known', case when cardinality(kinds) > 0 then known_values(ws, kinds, accounts, keys) end);
end $$;
