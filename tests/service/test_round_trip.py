"""Rules written as TMF657 objectives and read back."""

import json

from hypothesis import assume, given, reject

from contract.drawn import DRAWN, messages
from tmf.sla.v1.sla_pb2 import Rule
from tmf623.contract.codec import accepted
from tmf623.errors import Invalid
from tmf623.service.imports.reading import Notes
from tmf623.service.imports.tmf657 import agreements, objective


@DRAWN
@given(messages(Rule))
def test_a_rule_comes_back_as_it_was(rule: Rule) -> None:
    """A rule with an id, which is what an objective is known by; grace needs the interval it counts."""
    try:
        rule = accepted(rule)
    except Invalid:
        reject()
    assume(bool(rule.id))
    spec = rule.spec
    assume(0 <= spec.grace_times <= 1000 and (not spec.grace_times or spec.HasField("interval")))
    assume(spec.warning_target or not spec.HasField("warning_target"))
    notes = Notes()
    [sla] = agreements(json.dumps(objective(rule)), notes)
    assert list(sla.rule) == [rule]
    assert notes.unsupported == []
