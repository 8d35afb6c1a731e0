"""Page tokens say where a list goes on, and nothing else makes one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmf623.errors import Invalid
from tmf623.rpc import paging
from tmf623.rpc.paging import Listing

GOLD = Listing("sla", "name=Gold", "-name")
TOKEN = paging.token(GOLD, "position 7")


@given(kind=st.text(), criteria=st.text(), sort=st.text(), position=st.text())
def test_a_token_gives_its_position_back(kind: str, criteria: str, sort: str, position: str) -> None:
    listing = Listing(kind, criteria, sort)
    assert paging.position(listing, paging.token(listing, position)) == position


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(GOLD._replace(kind="hub"), id="another kind"),
        pytest.param(GOLD._replace(filter="name=Silver"), id="another filter"),
        pytest.param(GOLD._replace(sort="name"), id="another order"),
        pytest.param(Listing("sla", "name=Gold-", "name"), id="the same letters, divided elsewhere"),
    ],
)
def test_a_token_is_good_for_its_own_list_only(other: Listing) -> None:
    with pytest.raises(Invalid) as refused:
        paging.position(other, TOKEN)
    assert refused.value.attribute == "page_token"


@pytest.mark.parametrize("index", range(len(TOKEN)))
def test_a_token_with_another_letter_is_refused(index: int) -> None:
    letter = "A" if TOKEN[index] != "A" else "B"
    with pytest.raises(Invalid):
        paging.position(GOLD, TOKEN[:index] + letter + TOKEN[index + 1 :])


@given(text=st.text())
def test_no_other_text_is_a_token(text: str) -> None:
    with pytest.raises(Invalid):
        paging.position(GOLD, text)
