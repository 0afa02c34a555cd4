create view case_steps as
select case_id, kind, state, place, due_first, due_last, article_count,
    list_transform(participants, lambda party: party.name) as participants, number, unnest(history[number])
from (select *, unnest(range(1, len(history) + 1)) as number from cases)
order by due_first nulls last, case_id, number;
comment on view case_steps is 'the life of each case: a row a step, in order of telling';
