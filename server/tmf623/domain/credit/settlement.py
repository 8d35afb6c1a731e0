"""Settlement: lines put together as the contract says, capped, rounded once, and shared out to the last minor unit.

The order is fixed: caps per event, aggregation, caps of the period, caps of longer windows, rounding, sharing out. A
cap is an amount of money: it is rounded like one before anything is compared with it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import NamedTuple

from tmf623.domain.credit.attainment import Uncountable
from tmf623.domain.credit.calculation import Draft, Line
from tmf623.domain.credit.charges import Account, base_of
from tmf623.domain.credit.consequence import Across, Aggregate, Cap, CapPer, Consequence, RoundingPer, window_of
from tmf623.domain.credit.measures import Step
from tmf623.domain.credit.money import rounded, split, text_of
from tmf623.domain.decimals import displayed
from tmf623.domain.instants import Interval


class Earlier(NamedTuple):
    """A credit that was there before and may count against caps: of an earlier period, or of an earlier consequence."""

    consequence: str
    group: str
    period: Interval
    due: Fraction


class Member(NamedTuple):
    """One consequence among those settled together."""

    key: str
    """Identifier of the consequence."""
    draft: Draft


class Settled(NamedTuple):
    """What came of one consequence."""

    due: Fraction
    """Payable, in the consequence's currency."""
    lines: tuple[tuple[Line, Fraction], ...]
    """Each line with its share of `due`."""
    steps: tuple[Step, ...]
    """What was done to the lines together."""


class _Kept(NamedTuple):
    """A line on its way."""

    member: int
    line: Line
    amount: Fraction
    notes: tuple[Step, ...] = ()


@dataclass(slots=True)
class _State:
    """What has become of the lines so far."""

    members: Sequence[Member]
    account: Account
    earlier: Sequence[Earlier]
    kept: Sequence[_Kept]
    amounts: list[Fraction]
    steps: list[Step]


def settle(members: Sequence[Member], account: Account, earlier: Sequence[Earlier] = ()) -> list[Settled]:
    """What is due for each of `members`: one consequence, or all of one group, in order of their rules.

    The first member's aggregation, rounding and caps of the group govern the group.

    Raises:
        Uncountable: the members are in different currencies, or a cap has no base.
    """
    if len({member.draft.consequence.currency for member in members}) > 1:
        raise Uncountable("consequences of one group are in different currencies")
    leading = members[0].draft.consequence
    kept = [_event_capped(i, member, line, account) for i, member in enumerate(members) for line in member.draft.lines]
    steps: list[Step] = []
    amounts = _aggregated(kept, leading, steps)
    if leading.rounding_per is RoundingPer.LINE:
        amounts = [rounded(amount, leading.currency, leading.rounding) for amount in amounts]
    state = _State(members, account, earlier, kept, amounts, steps)
    for i in range(len(members)):
        _cap(state, i)
    total = sum(state.amounts, Fraction(0))
    due = rounded(total, leading.currency, leading.rounding)
    steps.append(_rounding_step(leading, total, due))
    shares = split(due, state.amounts, leading.currency) if kept else []
    return [_of_member(i, kept, shares, steps) for i in range(len(members))]


def _of_member(index: int, kept: Sequence[_Kept], shares: Sequence[Fraction], steps: Sequence[Step]) -> Settled:
    own = [
        (replace(each.line, steps=(*each.line.steps, *each.notes)), share)
        for each, share in zip(kept, shares, strict=True)
        if each.member == index
    ]
    return Settled(sum((share for _, share in own), Fraction(0)), tuple(own), tuple(steps))


def _event_capped(index: int, member: Member, line: Line, account: Account) -> _Kept:
    consequence, amount, notes = member.draft.consequence, line.raw, []
    for cap in consequence.caps:
        if cap.per is CapPer.EVENT:
            limit = _limit(cap, consequence, line.base, account)
            if abs(amount) > limit:
                amount = limit if amount > 0 else -limit
                notes.append(Step("cap", limit, f"at most {_named(cap)} for each event: {displayed(limit)}"))
    return _Kept(index, line, amount, tuple(notes))


def _aggregated(kept: Sequence[_Kept], leading: Consequence, steps: list[Step]) -> list[Fraction]:
    """What is left of each line after aggregation."""
    amounts = [each.amount for each in kept]
    chosen = _CHOICES[leading.aggregate or Aggregate.SUM](kept)
    left = [amount if i in chosen else Fraction(0) for i, amount in enumerate(amounts)]
    if len(kept) > 1:
        total = sum(left, Fraction(0))
        parts = ", ".join(displayed(amount) for amount in amounts)
        steps.append(Step("aggregate", total, f"{leading.aggregate or Aggregate.SUM} of {parts} = {displayed(total)}"))
    return left


def _all(kept: Sequence[_Kept]) -> set[int]:
    return set(range(len(kept)))


def _largest(kept: Sequence[_Kept]) -> set[int]:
    return {max(range(len(kept)), key=lambda i: kept[i].amount)} if kept else set()


def _first(kept: Sequence[_Kept]) -> set[int]:
    return {next((i for i, each in enumerate(kept) if each.amount), 0)}


def _exclusive(kept: Sequence[_Kept]) -> set[int]:
    """The largest of each set of lines whose events overlap, directly or through others."""
    sets: list[set[int]] = []
    for i, each in enumerate(kept):
        joined = {i}
        for other in [one for one in sets if any(_overlap(each.line, kept[j].line) for j in one)]:
            sets.remove(other)
            joined |= other
        sets.append(joined)
    return {max(sorted(one), key=lambda i: kept[i].amount) for one in sets}


def _overlap(one: Line, other: Line) -> bool:
    return any(a.clip(b) is not None for a in one.spans for b in other.spans)


_CHOICES = {
    Aggregate.SUM: _all,
    Aggregate.MAX: _largest,
    Aggregate.FIRST: _first,
    Aggregate.EXCLUSIVE: _exclusive,
}


def _cap(state: _State, index: int) -> None:
    """Bound what is left of the lines by the caps of one member."""
    member = state.members[index]
    consequence = member.draft.consequence
    for cap in consequence.caps:
        if cap.per is CapPer.EVENT:
            continue
        is_own = [each.member == index or cap.across is not Across.CONSEQUENCE for each in state.kept]
        total = sum((amount for amount, own in zip(state.amounts, is_own, strict=True) if own), Fraction(0))
        limit = _limit(cap, consequence, member.draft.base, state.account)
        used = _used(cap, member, state.account, state.earlier)
        room = max(limit - abs(used), Fraction(0))
        spent = f", {displayed(used)} of it given before" if used else ""
        state.steps.append(Step("cap", room, f"at most {_named(cap)} per {cap.per}: {displayed(limit)}{spent}"))
        if abs(total) > room:
            share = room / abs(total)
            state.amounts = [a * share if own else a for a, own in zip(state.amounts, is_own, strict=True)]


def _limit(cap: Cap, consequence: Consequence, own: Fraction | None, account: Account) -> Fraction:
    """The cap as payable money."""
    if cap.amount is not None:
        return rounded(cap.amount, consequence.currency, consequence.rounding)
    base = own if cap.base is None else base_of(cap.base, account, frozenset()).value
    if base is None:
        return Fraction(0)
    return rounded(base * (cap.percent or 0) / 100, consequence.currency, consequence.rounding)


def _named(cap: Cap) -> str:
    if cap.amount is not None:
        return displayed(cap.amount)
    return f"{displayed(cap.percent or Fraction(0))} % of {'its own base' if cap.base else 'the base'}"


def _used(cap: Cap, member: Member, account: Account, earlier: Sequence[Earlier]) -> Fraction:
    """What earlier credits have taken of a cap."""
    window = window_of(cap, account.period, account.zone, account.in_force.start)
    counted = (
        each.due
        for each in earlier
        if window.start <= each.period.start < window.end and _is_counted(cap, member, each)
    )
    return sum(counted, Fraction(0))


def _is_counted(cap: Cap, member: Member, each: Earlier) -> bool:
    if cap.across is Across.AGREEMENT:
        return True
    group = member.draft.consequence.group
    if cap.across is Across.GROUP and group:
        return each.group == group
    return each.consequence == member.key


def _rounding_step(leading: Consequence, total: Fraction, due: Fraction) -> Step:
    text = f"{displayed(total)} rounded ({leading.rounding}): {text_of(due, leading.currency)} {leading.currency}"
    return Step("due", due, text)
