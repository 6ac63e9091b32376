-- What the directory knows of values, for recognition: a JSON array as identity/known-values.ts reads it, a row for each value and card on which it stands; `place`
-- is that among the values asked for. One probe of the identifier's primary key each, and the cards it stands on. Here and not beside its verb, so that it is
-- planned once a connection, whatever stands between: planning its joins takes ten times as long as they do, and a statement that asks it only where no
-- conversation runs is spared even their setting up. It runs as who asks, under the policies.
create function known_values(ws uuid, kinds text[], accounts text[], keys text[]) returns jsonb
language plpgsql stable set enable_seqscan = off set plan_cache_mode = force_generic_plan as $$
begin
  return (
    select jsonb_agg(jsonb_build_object('place', w.place, 'ownerId', o.survivor_id, 'lastSeen', i.last_seen,
      'excluded', x.key is not null or (w.kind = 'email' and exists (
        select from operator r where r.workspace_id = ws and lower(r.email) = w.key)),
      'contactId', s.survivor_id, 'trust', s.trust, 'binned', s.state = 'binned',
      'refused', o.survivor_id is distinct from s.survivor_id and exists (
        select from refusal r join contact f on f.workspace_id = ws and f.id = r.contact_id
        where r.workspace_id = ws and r.kind = w.kind and r.account = w.account and r.key = w.key and f.survivor_id = s.survivor_id),
      -- the signed persons that a card stands for are asked only where some signed person speaks
      'subjects', case when 'subject' = any(kinds) then array(
        select b.key from contact_identifier b join contact f on f.workspace_id = ws and f.id = b.contact_id
        where b.workspace_id = ws and f.survivor_id = s.survivor_id and b.kind = 'subject' and b.trust = 5 order by b.key) else '{}' end))
    from unnest(kinds, accounts, keys) with ordinality as w (kind, account, key, place)
    left join identifier i on i.workspace_id = ws and i.kind = w.kind and i.account = w.account and i.key = w.key collate "C"
    left join contact o on o.workspace_id = ws and o.id = i.owner_id
    left join excluded_value x on x.workspace_id = ws and x.kind = w.kind and x.key = w.key
    left join lateral (
      select c.survivor_id, c.state, ci.trust
      from contact_identifier ci join contact c on c.workspace_id = ws and c.id = ci.contact_id
      where ci.workspace_id = ws and ci.kind = w.kind and ci.account = w.account and ci.key = w.key collate "C"
        and c.state in ('active', 'binned', 'merged') and i.key is not null
    ) s on true);
end $$;
