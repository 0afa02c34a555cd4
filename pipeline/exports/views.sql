-- What is asked most of the tables that `export --to duckdb` writes.

create view actor_timeline as
select subject as actor, true as acts, relation, object as other, status, date, place, occasion, occasion_date, new_date, evidence,
    confidence, doc_id, doc_date, triple_id, date_start, date_end, subject_id as actor_id, object_id as other_id
from triples
union all
select object, false, relation, subject, status, date, place, occasion, occasion_date, new_date, evidence,
    confidence, doc_id, doc_date, triple_id, date_start, date_end, object_id, subject_id
from triples
where object_kind is distinct from 'occasion'
order by actor, date_start nulls last, doc_date nulls last, triple_id;
comment on view actor_timeline is 'every triple once for each actor in it, by date; acts: the actor is its subject';

create view who_met_whom as
select actor, other, relation, date, place, evidence, confidence, doc_id, triple_id, date_start, date_end, actor_id, other_id
from actor_timeline
where status = 'occurred' and relation in ('met', 'spoke_with')
order by date_start nulls last, triple_id, acts desc;
comment on view who_met_whom is 'meetings and talks that took place, each pair both ways';

create view called_off as
select subject, relation, case when object_kind = 'occasion' then null else object end as other,
    coalesce(occasion, case when object_kind = 'occasion' then object end) as occasion, occasion_date as due, new_date,
    date as called_off_on, place, initiator_told, evidence, confidence, doc_id, triple_id, date_start
from triples
where status = 'occurred' and relation in (select name from relations where cancel_family)
order by date_start nulls last, triple_id;
comment on view called_off is 'what was cancelled, postponed, left or declined, and when it had been due';
