"""How the words of one noun phrase code a party: who it is, of which country, in which sectors, and by which rule.

Pure: words and matches in, a coding out. The component `actor_coding` brings the words and what the report adds.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from khaldun.codebooks.actors import Affiliation
from khaldun.codebooks.agents import Role
from khaldun.codebooks.name_keys import folded
from khaldun.codebooks.naming import Match, NameReader


@dataclass(frozen=True, kw_only=True)
class PhraseWords:
    """The words of a phrase as the tables know them.

    `head` is the word of the head, `core` where its *of* and *in* phrases begin, `names` marks words of proper names,
    `label` is spaCy's entity label at the head, `acting` whether the phrase does something; `on` is the day of the
    report, `context` the country that it is mostly about.
    """

    words: tuple[str, ...]
    head: int
    core: int
    names: tuple[bool, ...]
    plural: bool = False
    label: str = ""
    acting: bool = False
    on: str | None = None
    context: str | None = None
    matches: tuple[Match, ...] = ()


@dataclass(kw_only=True)
class Coding:
    """A party's coding while it is worked out; `rule` collects what decided."""

    kind: str | None = None
    country: str | None = None
    sectors: list[str] = field(default_factory=list)
    entity_id: str | None = None
    named: tuple[int, int] | None = None
    rule: list[str] = field(default_factory=list)

    @property
    def is_known(self) -> bool:
        """Whether anything was found out."""
        return bool(self.country or self.sectors or self.entity_id)


def code_phrase(phrase: PhraseWords, reader: NameReader) -> Coding:
    """The coding of a phrase by its own words alone."""
    return _PhraseCoder(phrase, reader).code()


class _PhraseCoder:
    def __init__(self, phrase: PhraseWords, reader: NameReader) -> None:
        self.phrase, self.reader, self.groups = phrase, reader, reader.rules.sectors
        self.small = [folded(word) for word in phrase.words]
        self.main = self._main_match()
        self.country_hints = self._countries()

    def code(self) -> Coding:
        coding = Coding()
        named = self._named()
        if named is not None:
            self._take_entity(coding, *named)
        else:
            self._take_role(coding)
        if coding.country is None and not self._is_international(coding):
            self._take_country(coding)
        return coding

    # --- what stands at the head ---------------------------------------------------------------------------------

    def _main_match(self) -> Match | None:
        """The match at the head, or the last one of the core: the name behind its noun ("president Uhuru Kenyatta")."""
        covering = [m for m in self.phrase.matches if m.start <= self.phrase.head < m.end]
        behind = [m for m in self.phrase.matches if self.phrase.head < m.start < self.phrase.core and m.entities]
        if behind and behind[-1].end == self.phrase.core:
            return behind[-1]
        return covering[0] if covering else None

    def _named(self) -> tuple[Match, Affiliation, str] | None:
        """The entity that the phrase names, with the affiliation of the day."""
        match = self.main
        if match is None or not self._may_name(match):
            return None
        chosen = self._choose(match)
        return (match, *chosen) if chosen else None

    def _may_name(self, match: Match) -> bool:
        """Whether a match is the whole name: not the surname of somebody else ("Edward Khamenei")."""
        if match.end - match.start > 1 or not match.entities:
            return True
        if match.way == "surname" and not self._last_role(match.start) and not self._is_known_surname(match):
            return False
        if self.reader.actors.entities[match.entities[0]][0].kind != "person":
            return True
        before, after = match.start - 1, match.end
        if after < self.phrase.core and self.phrase.names[after] and not self._matched(after):
            return False
        return before < 0 or not self.phrase.names[before] or self._matched(before) or self._is_title(before)

    def _is_known_surname(self, match: Match) -> bool:
        rows = [self.reader.actors.affiliation(entity, self.phrase.on) for entity in match.entities]
        dated = [row for row, reason in rows if reason == "dated"]
        if any(row.country == self.phrase.context for row in dated):
            return True
        return len(dated) == 1 and any(self.reader.agents.has_effect(word, "famous") for word in dated[0].note.split())

    def _is_title(self, at: int) -> bool:
        return self.reader.agents.has_effect(self.small[at], "title")

    def _matched(self, at: int) -> bool:
        return any(m.start <= at < m.end for m in self.phrase.matches)

    def _choose(self, match: Match) -> tuple[Affiliation, str] | None:
        """The one entity of several that share a name: by the day, then by the country that the phrase tells."""
        rows = [self.reader.actors.affiliation(entity, self.phrase.on) for entity in match.entities]
        told = self.country_hints or [country for country in (self.phrase.context,) if country]
        if not rows or (told and all(row.country not in told for row, _ in rows)):
            guarded = [self.reader.actors.affiliation(entity, self.phrase.on) for entity in match.guarded]
            rows = [pair for pair in guarded if pair[0].country in told] or rows
        rows = [pair for pair in rows if pair[1] in ("dated", "latest")] or rows
        rows = [pair for pair in rows if not told or pair[0].country in told] or rows
        if len({row.entity_id for row, _ in rows}) != 1:
            return None
        row, reason = rows[0]
        if reason == "before" and row.kind == "person" and match.end - match.start == 1:
            return None
        if match.role is not None and told and row.country is not None and row.country not in told:
            return None
        return row, reason

    # --- named entities --------------------------------------------------------------------------------------------

    def _take_entity(self, coding: Coding, match: Match, row: Affiliation, reason: str) -> None:
        coding.kind, coding.country, coding.entity_id = row.kind, row.country, row.entity_id
        coding.sectors = list(row.codes)
        coding.named = (match.start, match.end)
        coding.rule.append(f"actors:{row.entity_id} {match.way} {reason}")
        if row.kind == "person":
            self._take_title(coding, match)

    def _take_title(self, coding: Coding, match: Match) -> None:
        """The office that the text gives a person outranks the table's ("former President", "Foreign Minister")."""
        role = self._last_role(match.start)
        if role is not None and not self._is_member_word(role) and role.sectors[:1] != ("UNK",):
            self._set_role(coding, role, before=match.start)

    def _last_role(self, before: int) -> Role | None:
        roles = [m for m in self.phrase.matches if m.role and m.end <= before]
        return roles[-1].role if roles else None

    def _is_member_word(self, role: Role) -> bool:
        return self.reader.agents.has_effect(role.key, "member")

    # --- role words ------------------------------------------------------------------------------------------------

    def _take_role(self, coding: Coding) -> None:
        match = self.main if self.main is not None and self.main.role else None
        if match is None and self._is_name():
            match = self._title_match()
        if match is None and self.main is None and not self._member_head() and not self._is_name():
            match = next((m for m in self.phrase.matches if m.start >= self.phrase.core and m.role), None)
        body = self._body(match)
        if body is not None:
            self._take_body(coding, body, match)
        elif match is not None and match.role is not None and self._is_region(match.role):
            coding.kind, coding.sectors = "place", ["GOV"] if self.phrase.acting else []
        elif match is not None and match.role is not None:
            self._set_role(coding, match.role, before=match.start)
            coding.kind = self._kind_of(match.role)
        else:
            self._take_plain(coding)
        if self._is_name():
            coding.kind = {"PERSON": "person", "ORG": "org"}.get(self.phrase.label, coding.kind)

    def _is_region(self, role: Role) -> bool:
        """Whether a place's name ends in a role word ("Zamfara *state*")."""
        return self.phrase.label in ("GPE", "LOC") and role.kind == "body"

    def _is_name(self) -> bool:
        return self.phrase.names[self.phrase.head] and (self.main is None or not self.main.role)

    def _title_match(self) -> Match | None:
        found = [m for m in self.phrase.matches if m.role and m.end <= self.phrase.head]
        return found[-1] if found else None

    def _member_head(self) -> bool:
        return self.reader.agents.has_effect(self.small[self.phrase.head], "member")

    def _body(self, match: Match | None) -> Match | None:
        """The body that a member belongs to: "*Hamas* spokesman", "deputy head of the *air force*"."""
        if match is not None and match.role is not None:
            if not self._is_member_word(match.role):
                return None
            at = match.start
        elif self._member_head():
            at = self.phrase.head
        else:
            return None
        before = [m for m in self.phrase.matches if m.end <= at and self._is_body(m)]
        behind = [m for m in self.phrase.matches if m.start >= self.phrase.core and self._is_body(m, behind=True)]
        return before[-1] if before else behind[0] if behind else None

    def _is_body(self, match: Match, *, behind: bool = False) -> bool:
        if match.entities:
            return self._kinds(match) <= {"org", "group"}
        role = match.role
        if role is None or self.reader.agents.has_effect(role.key, "adjective"):
            return False
        if self._is_member_word(role) and role.sectors[:1] in (("GOV",), ("UNK",)):
            return False
        return not behind or role.kind == "body"

    def _owner(self) -> Match | None:
        """The body whose thing a plain noun names ("*army* positions"), or None."""
        if self.main is not None or self._is_name():
            return None
        before = [m for m in self.phrase.matches if m.end <= self.phrase.head]
        last = before[-1] if before else None
        return last if last is not None and self._is_body(last, behind=True) else None

    def _kinds(self, match: Match) -> set[str]:
        return {self.reader.actors.entities[entity][0].kind for entity in match.entities}

    def _take_body(self, coding: Coding, body: Match, match: Match | None) -> None:
        role = match.role if match else None
        coding.kind = self._kind_of(role) if role else ("group" if self.phrase.plural else "person")
        chosen = self._choose(body) if body.entities else None
        if chosen is None:
            if body.role is not None:
                self._set_role(coding, body.role, before=self.phrase.head)
            elif role is not None:
                self._set_role(coding, role, before=self.phrase.head)
            return
        row = chosen[0]
        coding.sectors = self._codes_of_member(row, role)
        coding.country = row.country
        coding.rule.append(f"member of {row.entity_id} {chosen[1]}")
        self._apply_former(coding, self.phrase.head)

    def _codes_of_member(self, row: Affiliation, role: Role | None) -> list[str]:
        """The codes of the body; of an international one, soldiers are soldiers and fighters are rebels first."""
        if row.slot is None or role is None or not role.armed:
            return list(row.codes)
        return [*(row.sectors if row.slot == "IMG" else role.sectors), row.slot]

    def _kind_of(self, role: Role) -> str:
        if role.kind == "person":
            return "group" if role.plural or self.phrase.plural else "person"
        return "object" if role.kind == "object" else "org"

    def _take_plain(self, coding: Coding) -> None:
        """A phrase without entity or role: a people, a country by its seat, a place, or a bare name."""
        main = self.main
        owner = self._owner()
        if main is not None and main.demonyms:
            self._take_demonym(coding, main)
        elif owner is not None:
            self._take_body(coding, owner, None)
            coding.kind = None
        else:
            coding.kind = {"PERSON": "person", "ORG": "org", "NORP": "group", "GPE": "place", "LOC": "place"}.get(
                self.phrase.label
            )

    def _take_demonym(self, coding: Coding, match: Match) -> None:
        forms = {demonym.form: demonym for demonym in match.demonyms}
        if "capital" in forms:
            coding.kind, coding.country = "place", forms["capital"].country
            if self.phrase.acting:
                coding.kind, coding.sectors = "state", ["GOV"]
        elif "seat" in forms or "legislature" in forms:
            word = forms.get("seat") or forms["legislature"]
            coding.kind, coding.sectors = "org", ["GOV" if "seat" in forms else "LEG"]
            coding.country = word.country if not word.also else None
        elif "people" in forms or "person" in forms:
            word = forms.get("people") or forms["person"]
            coding.kind, coding.country = ("group" if "people" in forms else "person"), word.country
            coding.sectors = ["CVL"]
        else:
            coding.kind, coding.country = "group", match.demonyms[0].country
        coding.rule.append(f"demonym {' '.join(self.phrase.words[match.start : match.end])}")

    # --- words that change a role ---------------------------------------------------------------------------------

    def _set_role(self, coding: Coding, role: Role, *, before: int) -> None:
        slot = [role.slot] if role.slot else []
        coding.sectors = [*role.sectors, *slot]
        coding.rule.append(f"agents:{role.lemma}")
        self._apply_effects(coding, role, before)
        self._apply_former(coding, before)
        if coding.entity_id is None and role.slot is None:
            self._add_slot_of_owner(coding, role, before)

    def _add_slot_of_owner(self, coding: Coding, role: Role, before: int) -> None:
        """*NATO* soldiers, *UN* envoy: an international body before the role gives its code."""
        for match in self.phrase.matches:
            if match.end <= before and match.entities and self._kinds(match) <= {"org", "group"}:
                row = self.reader.actors.affiliation(match.entities[0], self.phrase.on)[0]
                if row.slot:
                    coding.sectors = [*coding.sectors, row.slot] if role.armed else [row.slot]

    def _apply_effects(self, coding: Coding, role: Role, before: int) -> None:
        for at in range(before):
            effects = self.reader.agents.effects.get(self.small[at], frozenset[str]())
            sectors = set(coding.sectors)
            if "rebel" in effects and sectors & self.groups["armed"] and not self._covers_entity(at):
                coding.sectors = ["REB"]
            elif "loyal" in effects and sectors & self.groups["armed"]:
                coding.sectors = ["PRM"]
            elif "armed" in effects and sectors & self.groups["people"]:
                coding.sectors = ["UAF"]
            elif "unknown" in effects and sectors & self.groups["people"] and not role.armed:
                coding.sectors = ["UAF" if self.phrase.acting else "UNK"]
            elif "opposition" in effects and "OPP" not in sectors:
                coding.sectors = [*coding.sectors, "OPP"]

    def _covers_entity(self, at: int) -> bool:
        return any(m.start <= at < m.end and m.entities for m in self.phrase.matches)

    def _apply_former(self, coding: Coding, before: int) -> None:
        former = any(self.reader.agents.has_effect(word, "former") for word in self.small[:before])
        if former and coding.sectors and coding.sectors[0] in self.groups["offices"] and not self.phrase.plural:
            coding.sectors = ["ELI"]
            coding.rule.append("former")

    # --- country ---------------------------------------------------------------------------------------------------

    def _is_international(self, coding: Coding) -> bool:
        return not self.groups["international"].isdisjoint(coding.sectors)

    def _take_country(self, coding: Coding) -> None:
        hints = self._countries()
        if hints:
            coding.country = hints[0]
            coding.rule.append("country in the phrase")

    def _countries(self) -> list[str]:
        """Countries that the phrase names besides its head: before it first, then behind."""
        head = self.phrase.head
        inner = [m for m in self.phrase.matches if m is not self.main]
        before = [m for m in inner if m.start < self.phrase.core and m.start <= head]
        behind = [m for m in inner if m not in before]
        found = [self._country_of(match) for match in (*before, *behind)]
        return list(dict.fromkeys(country for country in found if country))

    def _is_inside_name(self, match: Match) -> bool:
        """Whether a country's name is but a part of another name ("*New* Jersey", "Michael Jordan")."""
        before = match.start - 1
        if before < 0 or not self.phrase.names[before] or self._matched(before):
            return False
        return not any(demonym.form == "adjective" for demonym in match.demonyms)

    def _country_of(self, match: Match) -> str | None:
        if match.end < len(self.small) and self.reader.agents.has_effect(self.small[match.end], "backed"):
            return None
        if self._is_inside_name(match):
            return None
        for demonym in match.demonyms:
            if demonym.form != "legislature":
                return demonym.country
        if match.way == "folded" and match.end - match.start == 1 and self._kinds(match) != {"state"}:
            return None
        countries = {self.reader.actors.affiliation(entity, self.phrase.on)[0].country for entity in match.entities}
        return next(iter(countries)) if len(countries) == 1 else None
