-- What the directory knows of values (migration 0014), with a short way for what is asked most often: values that nobody has, and values that stand on one card alone, which
-- owns them. Nobody can have said of those that they are not theirs, so that four tables less have to be opened for an answer; where a value is shared, contested, never
-- identifies, or a signed person speaks, all is asked as before.
alter function known_values(uuid, text[], text[], text[]) rename to known_values_of_several;

create function known_values(ws uuid, kinds text[], accounts text[], keys text[]) returns jsonb
language plpgsql stable set enable_seqscan = off set plan_cache_mode = force_generic_plan as $$
declare
  plain jsonb;
  is_other boolean := 'subject' = any(kinds);
begin
  if not is_other then
    select exists (select from unnest(kinds, keys) as w (kind, key) join excluded_value x on x.workspace_id = ws and x.kind = w.kind and x.key = w.key)
      or ('email' = any(kinds) and exists (select from operator r where r.workspace_id = ws and lower(r.email) = any(keys)))
    into is_other;
  end if;
  if not is_other then
    select jsonb_agg(jsonb_build_object('place', w.place, 'ownerId', c.survivor_id, 'lastSeen', i.last_seen, 'excluded', false,
        'contactId', c.survivor_id, 'trust', ci.trust, 'binned', c.state = 'binned', 'refused', false, 'subjects', '[]'::jsonb)),
      coalesce(bool_or(i.owner_id is distinct from c.id or c.state = 'erased'), false)
    into plain, is_other
    from unnest(kinds, accounts, keys) with ordinality as w (kind, account, key, place)
    join identifier i on i.workspace_id = ws and i.kind = w.kind and i.account = w.account and i.key = w.key collate "C"
    left join contact_identifier ci on ci.workspace_id = ws and ci.kind = w.kind and ci.account = w.account and ci.key = w.key collate "C"
    left join contact c on c.workspace_id = ws and c.id = ci.contact_id;
  end if;
  return case when is_other then known_values_of_several(ws, kinds, accounts, keys) else plain end;
end $$;

-- Whether anything at all was undone since a change: undoing a merge asks that first, and mostly has to look no further (history/since-undone.ts).
create index change_undoing on change (workspace_id, at) where undoes is not null;
