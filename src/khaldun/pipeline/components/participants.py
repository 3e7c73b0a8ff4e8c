"""Ties actors and recipients to each trigger, by the frame that its codebook entry names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Token

from khaldun.codebooks.reader import load_reader_use
from khaldun.codebooks.triggers import Frame, TriggerCodebook, load_triggers
from khaldun.pipeline import extensions as ext
from khaldun.pipeline.party_layer import parties_at
from khaldun.pipeline.read_fillers import fillers_of
from khaldun.pipeline.read_roles import NOTE, Casting, casting_of
from khaldun.pipeline.slots import Anchors, Slots

NAME = "khaldun_participants"
#: Types whose recipient may be a thing or a place: what is attacked, seized or closed.
_ARMED = frozenset({"ASSAULT"})
_ADDRESSED = frozenset({"REQUEST", "ACCUSE", "REJECT"})
_THINGS = frozenset({"ASSAULT", "COERCE"})


@Language.factory(
    NAME,
    requires=["token.dep", "doc._.triggers", "doc._.parties"],
    assigns=["doc._.participants", "doc._.parties"],
    default_config={"overlays": []},
    retokenizes=False,
)
def create(nlp: Language, name: str, overlays: list[str]) -> Participants:
    """The component; `overlays` are paths of a user's codebook files."""
    return Participants(load_triggers(tuple(Path(path) for path in overlays)))


class Participants:
    """Fills the table `participants` for every trigger with a type."""

    def __init__(self, codebook: TriggerCodebook) -> None:
        self.codebook = codebook

    def __call__(self, doc: Doc) -> Doc:
        """Ties parties to the triggers of one Doc."""
        triggers = ext.values_of(doc, "triggers")
        if not triggers:
            return doc
        slots, casting = Slots(doc, self.codebook), casting_of(doc, load_reader_use()["participants"])
        by_head = {values["head"]: values for values in triggers.values()}
        joined: dict[str, list[ext.TriggerValues]] = {}
        for values in triggers.values():
            if values["joined"]:
                joined.setdefault(values["operator"], []).append(values)
        table = ext.values_of(doc, "participants")
        for trigger_id, values in triggers.items():
            if values["type"] is not None:
                table[trigger_id] = self._tie(slots, values, joined.get(trigger_id, []), by_head, casting)
        self._add_fillers(doc, triggers, table)
        return doc

    def _add_fillers(self, doc: Doc, triggers: dict[str, ext.TriggerValues], table: dict[str, Any]) -> None:
        """Parties of attacks that the rules did not find, and no weapon that only lies about, where the reader ran."""
        fillers = fillers_of(doc)
        if fillers is None:
            return
        for trigger_id, tied in table.items():
            values = triggers[trigger_id]
            if values["type"] not in _ARMED:
                continue
            tied["weapons"] = [pair for pair in tied["weapons"] if fillers.is_used(*pair)]
            parties = ext.values_of(doc, "parties")
            known = [doc[parties[party]["head"]] for party in (*tied["actor"], *tied["recipient"])]
            if tied["reciprocal"]:
                continue
            for side in ("actor", "recipient"):
                more = fillers.more(values["head"], side, known)
                if more:
                    tied[side] += [party for party in _party_ids(doc, more) if party not in tied[side]]
                    tied["rule"] += f"; {side} with the reader's role fillers"
                    known += more

    def _tie(
        self,
        slots: Slots,
        values: ext.TriggerValues,
        joined: list[ext.TriggerValues],
        by_head: dict[int, ext.TriggerValues],
        casting: Casting | None,
    ) -> ext.ParticipantValues:
        frame = self.codebook.frames[values["frame"]]
        actors, recipients = self._sides(slots, values, frame)
        for other in joined:
            more = self._sides(slots, other, self.codebook.frames[other["frame"]])
            actors, recipients = actors or more[0], recipients or _without(more[1], actors)
        if not recipients and "inner" in frame.recipient:
            inside = self._inside(slots, values, by_head)
            inside = inside or slots.fill(("inner", "inner-deep"), _anchors(slots.doc, values))
            recipients = _without(inside, actors)
        rule = f"frame {values['frame']}"
        if not actors and values["type"] == "COERCE" and values["mode"] == "arrest":
            actors = self._police_near(slots, values["head"], recipients)
            rule += "; actor inferred: the police named nearest, outside the clause" if actors else ""
        if not recipients and values["type"] == "PROTEST":
            recipients = _without(self._addressed(slots, values, by_head), actors)
        if casting is not None and not frame.reciprocal and "speaker" not in frame.actor:
            seen = casting.recast(
                values["head"], (actors, recipients), takes=(bool(frame.actor), bool(frame.recipient))
            )
            rule += NOTE if seen != (actors, recipients) else ""
            actors, recipients = seen
        reciprocal = frame.reciprocal and (frame.pool or not recipients) and len(actors) + len(recipients) > 1
        return {
            "actor": _party_ids(slots.doc, actors),
            "recipient": _party_ids(slots.doc, recipients),
            "reciprocal": reciprocal,
            "weapons": self._weapons(slots.doc, values) if values["type"] in _ARMED else [],
            "rule": rule,
        }

    def _weapons(self, doc: Doc, values: ext.TriggerValues) -> list[list[int]]:
        """Token ranges of the weapons named in the trigger's sentence, with the nouns before them, each word once."""
        sentence = doc[values["head"]].sent
        found: dict[str, list[int]] = {}
        for token in sentence:
            if token.pos_ in ("NOUN", "PROPN") and token.lemma_.lower() in self.codebook.weapons:
                start = min([
                    token.i,
                    *(child.i for child in token.lefts if child.dep_ in ("compound", "amod", "nmod")),
                ])
                found.setdefault(token.lemma_.lower(), [start, token.i + 1])
        return list(found.values())

    def _sides(self, slots: Slots, values: ext.TriggerValues, frame: Frame) -> tuple[list[Token], list[Token]]:
        anchors = _anchors(slots.doc, values)
        if anchors.light is not None and anchors.head.pos_ in ("NOUN", "PROPN") and values["frame"] != "suffer":
            frame = _carried(frame)
        actors = self._through_nouns(slots, anchors, frame.actor)
        if not actors and "subj" in frame.actor:
            actors = [token for token in _no_times(slots, slots.raw("subj", anchors)) if self._may_act(token)]
        taken = frozenset(token.i for token in actors)
        recipients = self._recipients(slots, anchors, frame, taken=taken)
        if not recipients and values["type"] in _THINGS:
            things = [token for slot in frame.recipient if slot != "in" for token in slots.raw(slot, anchors)]
            recipients = _without(_no_times(slots, things), actors)
        return self._unarmed(actors), self._unarmed(recipients)

    def _unarmed(self, parties: list[Token]) -> list[Token]:
        """Without arms and caches of them: no party, neither where they strike nor where they are found."""
        return [token for token in parties if token.lemma_.lower() not in self.codebook.classes["cache"]]

    def _recipients(self, slots: Slots, anchors: Anchors, frame: Frame, *, taken: frozenset[int]) -> list[Token]:
        """Parties in the recipient slots; *inner-actor* is asked of the frame of the event noun that is governed."""
        places = [slot for slot in frame.recipient if slot != "inner"]
        if "inner-actor" not in places:
            return slots.fill(places, anchors, taken)
        at = places.index("inner-actor")
        governed = self._governed(slots, anchors, taken)
        return slots.fill(places[:at], anchors, taken) or governed or slots.fill(places[at + 1 :], anchors, taken)

    def _governed(self, slots: Slots, anchors: Anchors, taken: frozenset[int]) -> list[Token]:
        """Who is to do, or to have done to them, what an event noun says: "demanded the withdrawal of the troops"."""
        noun = anchors.complement
        entry = self.codebook.nouns.get(noun.lemma_.lower()) if noun is not None and noun.pos_ == "NOUN" else None
        if noun is None or not entry or entry[-1].frame not in self.codebook.frames:
            return []
        frame, own = self.codebook.frames[entry[-1].frame], Anchors(head=noun)
        return slots.fill(frame.actor, own, taken) or slots.fill(frame.recipient, own, taken)

    def _may_act(self, token: Token) -> bool:
        """Whether the subject of a verb, though no role word, may be who acts: no event, weapon or text."""
        book, lemma = self.codebook, token.lemma_.lower()
        if token.pos_ not in ("NOUN", "PROPN") or lemma in book.nouns or lemma in book.event_nouns:
            return False
        return lemma not in book.weapons and lemma not in book.classes["text"]

    def _police_near(self, slots: Slots, index: int, recipients: list[Token]) -> list[Token]:
        """Who arrested where the clause does not tell: the police that the sentence, or the one before, names."""
        police, taken = self.codebook.classes["police"], {token.i for token in recipients}
        sentence = slots.doc[index].sent
        before = slots.doc[sentence.start - 1].sent.start if sentence.start > slots.start else sentence.start
        named = [
            token
            for token in slots.doc[max(before, slots.start) : sentence.end]
            if token.lemma_.lower() in police and token.i in slots.party_heads and token.i not in taken
        ]
        return sorted(named, key=lambda token: (token.sent.start != sentence.start, abs(token.i - index)))[:1]

    def _addressed(self, slots: Slots, values: ext.TriggerValues, by_head: dict[int, ext.TriggerValues]) -> list[Token]:
        """To whom a protest is addressed: those of whom something is demanded, or who are accused, in its clause."""
        head = slots.doc[values["light"] if values["light"] >= 0 else values["head"]]
        for below in head.subtree:
            inner = by_head.get(below.i)
            if inner is not None and inner["frame"] and inner["type"] in _ADDRESSED:
                found = self._sides(slots, inner, self.codebook.frames[inner["frame"]])[1]
                if found and all(slots.is_party(token) for token in found):
                    return found
        return []

    def _inside(
        self, slots: Slots, values: ext.TriggerValues, by_head: dict[int, ext.TriggerValues], depth: int = 0
    ) -> list[Token] | None:
        """Recipients of what an operator governs: "agreed to lend money to Indonesia", "ready for talks with Iran".

        None where no word of the complement has a frame.
        """
        inner = by_head.get(values["complement"])
        if inner is None or depth > 2:
            return None
        frame = self.codebook.frames.get(inner["frame"])
        deeper = self._inside(slots, inner, by_head, depth + 1)
        if frame is None:
            return deeper
        return self._sides(slots, inner, frame)[1] or deeper or []

    def _through_nouns(self, slots: Slots, anchors: Anchors, places: tuple[str, ...]) -> list[Token]:
        """Actors in these slots; where an event noun stands there ("the attack killed"), the actors of that noun."""
        if "subj" in places:
            for head in slots.raw("subj", anchors):
                entry = self.codebook.nouns.get(head.lemma_.lower())
                if entry and not slots.is_party(head) and entry[-1].frame in self.codebook.frames:
                    return slots.fill(self.codebook.frames[entry[-1].frame].actor, Anchors(head=head))
        return slots.fill(places, anchors)


def _carried(frame: Frame) -> Frame:
    """The frame of an event noun that a light verb carries: the verb's subject acts, the rest is done to."""
    return Frame(
        actor=("subj", *frame.actor),
        recipient=(*frame.recipient, "between", "on", "to", "with", "against", "dative"),
        reciprocal=frame.reciprocal,
        pool=frame.pool,
    )


def _anchors(doc: Doc, values: ext.TriggerValues) -> Anchors:
    head = doc[values["head"]]
    return Anchors(
        head=head,
        light=doc[values["light"]] if values["light"] >= 0 else None,
        complement=doc[values["complement"]] if values["complement"] >= 0 else None,
        speaker=_stating(head) if values["frame"] == "speaker" else None,
    )


def _stating(head: Token) -> Token:
    """The verb that states a clause: above its verb, or above the copula of its adjective."""
    return head.head.head if head.pos_ == "ADJ" and head.head.pos_ == "AUX" else head.head


def _no_times(slots: Slots, tokens: list[Token]) -> list[Token]:
    return [token for token in tokens if token.i not in slots.times]


def _without(tokens: list[Token], others: list[Token]) -> list[Token]:
    gone = {token.i for token in others}
    return [token for token in tokens if token.i not in gone]


def _party_ids(doc: Doc, heads: list[Token]) -> list[str]:
    """Ids of the parties with these heads, each once, in text order."""
    found = [party for head in heads for party in parties_at(doc, head, rule="participants")]
    return list(dict.fromkeys(found))
