"""Continuous assessing: mark the rules what was recorded concerns, look at the rules and cases that are due.

A rule is looked at when something that counts for it was recorded, when a period has settled, and now and then in
between. Periods what was recorded is about are judged again, as long as that changes anything; periods that have
settled since are judged for good; of the period that is open the progress is written. Everything is read at one cut
of knowledge, and stored in one transaction under the lease of the share of the work the agreement is in: what dies
in between is looked at again, and finds what is stored already.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, cast

from tmf.sla.v1.progress_pb2 import Progress
from tmf.sla.v1.sla_pb2 import Sla
from tmf623.contract.documents import loaded
from tmf623.contract.kinds import KINDS, SLA
from tmf623.domain.assessment import Verdict
from tmf623.domain.instants import DAY, EARLIEST, MINUTE, SECOND
from tmf623.domain.settlement import Windows
from tmf623.errors import NotFound
from tmf623.service import findings, governing, judging, progress, readings, settling, verdicts
from tmf623.service.findings import Finding
from tmf623.service.governing import Part, Revision
from tmf623.service.terms import Unreadable
from tmf623.service.timestamps import instant_of, interval, microseconds
from tmf623.service.verdicts import Occasion
from tmf623.store import bounds
from tmf623.store.agenda import LATE, NEVER, Cause, DueEvent, DueRule, Look, Need, Touch, Touched
from tmf623.store.store import Store
from tmf623.store.transaction import Transaction

TOUCHES = 1000
"""Touches marked in one transaction."""
RULES = 20
"""Rules of one share looked at in one transaction."""
EVENTS = 500
"""Cases of one share judged in one transaction."""
PERIODS = 40
"""Periods judged in one look at a rule; what is left is due at once."""
_DEBOUNCE = timedelta(seconds=1)
"""How long what is recorded in quick succession is gathered."""
_SOONEST, _SELDOM = MINUTE, DAY
"""How often the progress of a period is written when nothing is recorded: at each hundredth of it, within these."""


def mark(tx: Transaction, limit: int = TOUCHES) -> bool:
    """Mark the rules that what was recorded concerns; whether more may wait."""
    touches = tx.agenda.touches(limit)
    due_at = instant_of(tx.now + _DEBOUNCE)
    for sla_id in sorted({int(touch.object) for _, touch in touches if touch.kind is Touched.TERMS}):
        _register(tx, sla_id)
    for touch in _merged(touch for _, touch in touches if touch.kind is not Touched.TERMS):
        tx.agenda.mark(touch, due_at)
    if touches:
        tx.agenda.forget([id_ for id_, _ in touches])
    return len(touches) == limit


def _merged(touches: Iterable[Touch]) -> Iterator[Touch]:
    """The touches of one object, or of one case, as one."""
    merged: dict[tuple[Any, ...], Touch] = {}
    for touch in touches:
        key = touch.kind, touch.object, touch.metric, touch.event_id
        known = merged.get(key, touch)
        first, last = min(known.first, touch.first), max(known.last, touch.last)
        merged[key] = touch._replace(first=first, last=last, cause=Cause(known.cause | touch.cause))
    return iter(merged.values())


def _register(tx: Transaction, sla_id: int) -> None:
    """Keep what the rules of an agreement are judged from, as its present terms say."""
    try:
        stored = tx.resources.get(SLA, sla_id)
    except NotFound:
        tx.agenda.remove(sla_id)
        return
    sla = cast("Sla", loaded(SLA, stored))
    needs = {rule.id: _needs(sla, rule) for rule in sla.rule if _has_own_id(sla, rule)}
    now = instant_of(tx.now)
    new = tx.agenda.register(sla_id, needs, now)
    for rule_id in new:
        names = {need.object for need in needs[rule_id] if need.per_event}
        if names:
            tx.agenda.enqueue_cases(sla_id, rule_id, names)
    start = interval(sla.valid_for).start
    if new and EARLIEST < start < now:
        tx.agenda.mark(Touch(Touched.AGREEMENT, str(sla_id), "", start, now, Cause.NONE), now)


def _needs(sla: Sla, rule: Any) -> list[Need]:
    try:
        return judging.needs_of(readings.agreed_of(sla, rule))
    except Unreadable:
        return []


def _has_own_id(sla: Sla, rule: Any) -> bool:
    return bool(rule.id.strip()) and sum(other.id == rule.id for other in sla.rule) == 1


@dataclass(slots=True)
class Seen:
    """What looking at a rule has shown, to be stored."""

    due: DueRule
    look: Look
    found: list[tuple[Part, Finding, Occasion]] = field(default_factory=list)
    progress: Progress | None = None


def look_at_rules(store: Store, share: int, demand: Callable[[Transaction], None], windows: Windows) -> bool:
    """Look at rules of a share that are due; whether more may wait. `demand` is called in the transaction."""
    due = store.read(lambda tx: tx.agenda.due(share, RULES))
    if not due:
        return False
    as_of = instant_of(store.cut())
    seen = store.read(lambda tx: [_seen(tx, each, as_of, windows) for each in due])
    store.write(lambda tx: _keep(tx, seen, as_of, demand))
    return len(due) == RULES or any(each.look.next_at is not None and each.look.next_at <= as_of for each in seen)


def _keep(tx: Transaction, seen: list[Seen], as_of: int, demand: Callable[[Transaction], None]) -> None:
    demand(tx)
    for each in seen:
        for part, finding, occasion in each.found:
            verdicts.record(tx, part.revision.question(as_of), [finding], occasion)
        if each.progress is not None:
            progress.put(tx, each.progress)
        tx.agenda.looked_at(each.due, each.look)


def _seen(tx: Transaction, due: DueRule, as_of: int, default: Windows) -> Seen:
    known = _revisions(tx, due, as_of)
    if not known:
        return Seen(due, Look(None, 0, due.judged_to))
    now = governing.parts_at(known, as_of)
    first = now[0]
    if first.agreed is None:
        question = first.revision.question(as_of)
        shown = progress.of_rule(question, findings.of_rule(question, first.unreadable))
        return Seen(due, Look(None, 0, due.judged_to), progress=shown)
    if judging.judges_events(first.agreed):
        return Seen(due, Look(None, 0, due.judged_to), progress=_cases(tx, first, as_of))
    return _Looking(tx, due, known, as_of, default).seen()


def _revisions(tx: Transaction, due: DueRule, as_of: int) -> list[Revision]:
    """The revisions of a rule; none when it is no longer there."""
    try:
        sla = cast("Sla", loaded(SLA, tx.resources.get(SLA, due.sla_id)))
    except NotFound:
        return []
    named = [rule.id for rule in sla.rule if bounds.key(rule.id) == due.rule_id]
    return governing.revisions(tx, due.sla_id, named[0], as_of) if len(named) == 1 else []


def _cases(tx: Transaction, part: Part, as_of: int) -> Progress:
    question = part.revision.question(as_of)
    return progress.of_cases(question, tx.agenda.open_events(question.sla.id, question.rule.id))


class _Looking:
    """One look at a rule over periods."""

    def __init__(self, tx: Transaction, due: DueRule, known: list[Revision], as_of: int, default: Windows) -> None:
        self.tx, self.due, self.known, self.as_of, self.default = tx, due, known, as_of, default
        self.needs = governing.parts_at(known, as_of)[0].needs()
        self.result = Seen(due, Look(None, 0, due.judged_to))
        self.left = PERIODS
        self.judged: set[int] = set()

    def seen(self) -> Seen:
        """Judge what was touched, then what has settled, then see how it goes."""
        rest = self._touched()
        judged_to, next_final = self._settled()
        coming = [self._current()] if rest is None and self.left else [self.as_of]
        if next_final is not None:
            coming.append(next_final)
        soonest = min((instant for instant in coming if instant is not None), default=None)
        look = Look(soonest, self.as_of + SECOND, judged_to)
        if rest is not None:
            look = look._replace(causes=self.due.causes, touched_from=rest, touched_to=self.due.touched_to)
        self.result.look = look
        return self.result

    def _touched(self) -> int | None:
        """Judge the periods that were touched, and those after them that this changes; where to go on, or None."""
        instant, last = self.due.touched_from, self.due.touched_to
        if instant is None or last is None:
            return None
        instant, last = max(instant - self.needs.after, EARLIEST), last + self.needs.before
        changed = False
        while instant < self.as_of and (instant <= last or changed):
            if not self.left:
                return instant + self.needs.after
            parts = self._parts(instant)
            outcomes = [self._judge(part, again=instant > last) for part in parts]
            changed = any(outcomes)
            instant = parts[-1].period.end
        return None

    def _settled(self) -> tuple[int | None, int | None]:
        """Judge the periods that have settled since; until when all are judged, and when the next one settles."""
        judged_to = self.due.judged_to
        if judged_to is None:
            return None, None
        while self.left:
            parts = self._parts(judged_to)
            if not any(part.valid.length for part in parts):
                return self._no_more(judged_to, parts[-1].period.end)
            if not all(self._is_final(part) for part in parts):
                return judged_to, min(self._final_at(part) for part in parts if not self._is_final(part))
            for part in parts:
                self._judge(part, ended=True)
            judged_to = parts[-1].period.end
        return judged_to, self.as_of

    def _no_more(self, judged_to: int, end: int) -> tuple[int | None, int | None]:
        """Nothing is in force in a period: perhaps in a later one."""
        start = min((interval(each.sla.valid_for).start for each in self.known), default=end)
        if start > judged_to:
            return max(judged_to, start), max(start, self.as_of + SECOND)
        last = max(interval(each.sla.valid_for).end for each in self.known)
        return (end, end) if last > end else (None, None)

    def _current(self) -> int | None:
        """See how the period that is open goes, or the last one that settles; when to see again."""
        parts = [part for part in self._parts(self.as_of) if part.valid.start <= self.as_of]
        valid = [part for part in parts if part.valid.length]
        if not valid:
            return None
        part = valid[-1]
        windows = self._windows(part)
        if not self._is_final(part):
            grounds = judging.grounds_of(self.tx, part, self.as_of)
            finding = judging.of_grounds(part, grounds)
            self.result.progress = progress.of_period(part, grounds, finding, windows)
            self._found(part, finding, settled=False)
        if self.as_of >= part.valid.end:
            return None
        return self.as_of + max(_SOONEST, min(_SELDOM, part.valid.length // 100))

    def _judge(self, part: Part, *, again: bool = False, ended: bool = False) -> bool:
        """Judge a period that was touched or has settled; whether that changes its judgement.

        `again`: only when it was judged before. Without `ended` nothing known is no reason to judge for the first time.
        """
        if part.agreed is None or not part.valid.length or not self._is_final(part):
            return not again
        if part.valid.start in self.judged:
            return False
        key = self._key(part)
        latest = verdicts.latest_of(self.tx, key)
        if latest is None and again:
            return False
        declared = None if latest is None else verdicts.governed_by(self.tx, key, latest)
        if declared is not None and part.alone:
            revision = governing.revision_at(self.tx, self.due.sla_id, part.revision.rule.id, declared)
            part = governing.corrected(revision, part.period)
        self.judged.add(part.valid.start)
        self.left -= 1
        finding = judging.of_part(self.tx, part, self.as_of)
        if latest is None and not ended and finding.assessment.verdict == Verdict.NO_DATA:
            return False
        self._found(part, finding, settled=True)
        return latest is None or not verdicts.says_the_same(latest, finding.assessment)

    def _found(self, part: Part, finding: Finding, *, settled: bool) -> None:
        occasion = Occasion(windows=self._windows(part), settled=settled)
        self.result.found.append((part, finding, occasion))

    def _parts(self, instant: int) -> list[Part]:
        return governing.parts_at(self.known, instant)

    def _windows(self, part: Part) -> Windows:
        return settling.windows_of(part.revision.rule, self.default)

    def _final_at(self, part: Part) -> int:
        return self._windows(part).final_at(part.valid.end)

    def _is_final(self, part: Part) -> bool:
        return self.as_of >= self._final_at(part)

    def _key(self, part: Part) -> str:
        subject = findings.period_subject(part.period if part.alone else part.valid)
        return verdicts.key_of(self.due.sla_id, part.revision.rule.id, subject)


def judge_events(store: Store, share: int, demand: Callable[[Transaction], None], windows: Windows) -> bool:
    """Judge cases of a share that are due; whether more may wait. `demand` is called in the transaction."""
    due = store.read(lambda tx: tx.agenda.due_events(share, EVENTS))
    if not due:
        return False
    as_of = instant_of(store.cut())
    judged = store.read(lambda tx: _judged_events(tx, due, as_of, windows))
    store.write(lambda tx: _keep_events(tx, judged, as_of, demand))
    return len(due) == EVENTS


Judged = tuple[DueEvent, Part | None, Finding | None, Occasion | None]


def _judged_events(tx: Transaction, due: list[DueEvent], as_of: int, default: Windows) -> list[Judged]:
    rules: dict[tuple[int, str], list[Revision]] = {}
    judged: list[Judged] = []
    for each in due:
        key = each.sla_id, each.rule_id
        if key not in rules:
            rules[key] = _revisions(tx, DueRule(*key, 0, 0, None, None, None), as_of)
        judged.append((each, *_judged_event(tx, each, rules[key], as_of, default)))
    return judged


def _judged_event(
    tx: Transaction, due: DueEvent, known: list[Revision], as_of: int, default: Windows
) -> tuple[Part | None, Finding | None, Occasion | None]:
    nothing = None, None, None
    event = judging.event_of(tx, KINDS[due.kind], due.event_id, as_of)
    if not known or event is None:
        return nothing
    part = governing.parts_at(known, microseconds(event.creation_date))[0]
    if part.agreed is None or not judging.judges_events(part.agreed):
        return nothing
    finding = judging.of_event(tx, part.revision.question(as_of), part.agreed, event)
    windows = settling.windows_of(part.revision.rule, default)
    return part, finding, Occasion(windows=windows)


def _keep_events(tx: Transaction, judged: list[Judged], as_of: int, demand: Callable[[Transaction], None]) -> None:
    demand(tx)
    rules: dict[tuple[int, str], Part] = {}
    for due, part, finding, occasion in judged:
        again_at = None
        if part is not None:
            rules[due.sla_id, due.rule_id] = part
            if finding is not None and occasion is not None:
                verdicts.record(tx, part.revision.question(as_of), [finding], occasion)
                again_at = _again_at(finding, as_of)
        tx.agenda.event_done(due, again_at)
    for part in rules.values():
        progress.put(tx, _cases(tx, part, as_of))


def _again_at(finding: Finding, as_of: int) -> int | None:
    """When an open case is to be judged again: when its deadline has passed; None when it is closed."""
    judged = finding.assessment
    if judged.state == "final":
        return None
    if not judged.evidence.HasField("due"):
        return NEVER
    due = microseconds(judged.evidence.due)
    return LATE if due < as_of else due + 1
