"""Page tokens: where a list goes on, bound to the list they were made for.

A token holds the position of the last resource of a page, not a count of resources: writes between two pages
neither repeat nor skip what was there all the time. It works for as long as the server does.
"""

from typing import NamedTuple

from tmf623.errors import Invalid, Reason
from tmf623.rpc import tokens

_PURPOSE = "tmf623.page.1"


class Listing(NamedTuple):
    """What a page token is bound to: the texts that say which resources come, and in which order."""

    kind: str
    filter: str
    sort: str


def token(listing: Listing, position: str) -> str:
    """The token of the page that follows `position`, as `Page.next` gave it."""
    return tokens.sealed(position.encode(), _PURPOSE, *listing)


def position(listing: Listing, token: str) -> str:
    """Read a token of `listing`; Invalid when it is damaged, or was made for another filter or order."""
    content = tokens.opened(token, _PURPOSE, *listing)
    if content is None:
        raise Invalid(
            Reason.INVALID_QUERY,
            f"page_token {token[:64]!r} is not one this list gave with this filter and sort",
            attribute="page_token",
        )
    return content.decode()
