"""Values of a record in words, the same for the terminal and for pages."""

from __future__ import annotations

from collections.abc import Sequence

from khaldun.records import Actor, Attribution, CountRange, Event, EventDate, Outlet, Place

NOT_STATED = "not stated"
OWN_VOICE = "the report's own voice"
_STATUS = {
    "actual": "told as a fact",
    "historical": "told as background from earlier",
    "future": "announced or expected, not done yet",
    "hypothetical": "possible or threatened, not told as done",
    "negated": "told as not having happened",
}
_CERTAINTY = (
    (2.5, "certain"),
    (1.5, "probable"),
    (0.5, "possible"),
    (-0.5, "open whether it happened"),
    (-1.5, "possibly not so"),
    (-2.5, "probably not so"),
)
_ACCOUNTS = {"self_reported": "on its own deed", "other_side": "on the other side's deed"}
_BASIS = {"text": "", "dateline": "counted from the dateline", "published": "counted from the day of publication"}


def date_words(date: EventDate | None) -> str:
    """The day or the interval, and what it was counted from."""
    if date is None:
        return NOT_STATED
    days = date.first if date.first == date.last else f"{date.first} to {date.last}"
    remarks: list[str] = [date.precision] if date.precision != "day" else []
    if date.span is None and _BASIS[date.basis]:
        remarks.append(_BASIS[date.basis])
    return _with_remarks(days, remarks)


def place_words(place: Place | None) -> str:
    """The place with country and precision, or the toponym alone where it was not resolved."""
    if place is None:
        return NOT_STATED
    if place.gazetteer_id is None and place.country is None:
        return f"{place.name} (not resolved)"
    remarks = [value for value in (place.admin1, place.country, place.precision) if value and value != place.name]
    return _with_remarks(place.name, remarks)


def count_words(count: CountRange | None) -> str:
    """The figure with its bounds."""
    if count is None:
        return NOT_STATED
    if count.low is not None and count.low == count.high:
        return f"{count.low:,}" if count.exact else f"about {count.low:,}"
    if count.low is not None and count.high is not None:
        return f"{count.low:,} to {count.high:,}"
    if count.low is not None:
        return f"at least {count.low:,}"
    if count.high is not None:
        return f"up to {count.high:,}"
    return f"about {count.best:,}" if count.best is not None else f"unclear ({count.span.text})"


def party_words(party: Actor) -> str:
    """The name with country and sector codes; an inferred key is followed by `?`."""
    country = [party.country + ("?" if "country" in party.inferred else "")] if party.country else []
    mark = "?" if "sectors" in party.inferred else ""
    codes = " ".join([*country, *(sector + mark for sector in party.sectors)])
    return f"{party.name} [{codes}]" if codes else party.name


def parties_words(parties: Sequence[Actor]) -> str:
    """All parties of one role."""
    return "; ".join(map(party_words, parties)) or NOT_STATED


def attribution_words(attribution: Attribution) -> str:
    """One link of a chain: who, the saying words, the stance where it is not a plain assertion."""
    source = party_words(attribution.source) if attribution.source else "a source not named"
    cue = f' ("{attribution.cue.text}")' if attribution.cue else ""
    stance = f", who {attribution.stance} it" if attribution.stance != "asserts" else ""
    account = f", {_ACCOUNTS[attribution.account]}" if attribution.account else ""
    outlet = _outlet_words(attribution.source_outlet)
    via = f", through {party_words(attribution.via)}{_outlet_words(attribution.via_outlet)}" if attribution.via else ""
    return f"{source}{outlet}{cue}{stance}{account}{via}"


def _outlet_words(outlet: Outlet | None) -> str:
    """What an outlet is and whose, in brackets."""
    if outlet is None:
        return ""
    owner = f" of {outlet.owner}" if outlet.owner else ""
    return f" ({outlet.standing} outlet{owner})" if outlet.standing != "unknown" or owner else ""


def chain_words(chain: Sequence[Attribution]) -> str:
    """The whole chain, the outermost source first."""
    return ", who reports: ".join(map(attribution_words, chain)) or OWN_VOICE


def status_words(event: Event) -> str:
    """The status and how certain the text is of it."""
    certainty = next((words for bound, words in _CERTAINTY if event.factuality >= bound), "certainly not so")
    return f"{event.status}, {_STATUS[event.status]}; {certainty} ({event.factuality:+.1f})"


def type_words(event: Event) -> str:
    """Type and mode."""
    return f"{event.type}, {event.mode}" if event.mode else event.type


def _with_remarks(value: str, remarks: Sequence[str]) -> str:
    return f"{value} ({', '.join(remarks)})" if remarks else value


def counted(number: int, thing: str) -> str:
    """`1 report`, `2,000 reports`."""
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"
