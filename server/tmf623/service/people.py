"""People, whom the service knows by the names that are stated: four eyes are those of two of them."""

import unicodedata


def person(name: str) -> str:
    """What all spellings of one name have in common; "" when it names nobody."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
