"""Sentences written for Khaldun: a trigger word, the status of its event, and the chain of who says so.

A chain is a list of (source, stance), outermost first; None is a source that is not named. Each class has three texts.
"""

from __future__ import annotations

from typing import NamedTuple

Chain = list[tuple[str | None, str]]


class Told(NamedTuple):
    """A text, a word of the trigger, and what is to be said of its event."""

    kind: str
    text: str
    word: str
    status: str
    chain: Chain


def _asserted(*sources: str | None) -> Chain:
    return [(source, "asserts") for source in sources]


ANNOUNCED = (
    ("Kenya signed a truce with the rebels, the ministry announced.", "signed", "the ministry"),
    ("The ministry announced that Kenya and Uganda had signed a truce.", "signed", "The ministry"),
    ("Officials announced on Monday that two soldiers were killed in an ambush.", "killed", "Officials"),
    ("The junta declared that its soldiers had arrested the opposition leader.", "arrested", "The junta"),
)
HEADLINES = (
    ("Police: Gunmen kill 12 in market attack", "kill", "Police"),
    ("Gunmen kill 12 in market attack: police", "kill", "police"),
    ("UN: Rebels burned villages in east", "burned", "UN"),
)
CONTINUED = (
    ("The minister said rebels attacked the village. He added that two soldiers were killed.", "killed", "He"),
    ('The governor said gunmen attacked the market. "They burned the shops," she continued.', "burned", "she"),
    ('"They shot at us," said Amina Hassan. "They burned our houses."', "burned", "Amina Hassan"),
)
OVER_PARAGRAPHS = (
    (
        'The general told reporters:\n\n"We attacked the base at dawn.\n\n"Our men killed five rebels."',
        "killed",
        "The general",
    ),
    (
        '"The army shelled our village," said Musa Ibrahim, a farmer.\n\n"They burned the mosque."',
        "burned",
        "Musa Ibrahim, a farmer",
    ),
    (
        "Rebel leader Joseph Kamau said:\n\n“Government troops attacked us. They killed ten of our men.\n\n“We wait.”",
        "killed",
        "Rebel leader Joseph Kamau",
    ),
)
UNNAMED = (
    ("It was reported that rebels attacked the town.", "attacked", None),
    ("Rebels are said to have attacked the town.", "attacked", None),
    ("The rebels reportedly attacked the town.", "attacked", None),
    ("Sources close to the army said rebels had attacked the town.", "attacked", "Sources close to the army"),
    ("Unconfirmed reports said the rebels attacked the town.", "attacked", "Unconfirmed reports"),
)
DOCUMENTS = (
    ("A report by the UN said soldiers killed 40 civilians.", "killed", "A report by the UN"),
    ("According to a leaked document, the army bombed the village.", "bombed", "a leaked document"),
    ("A survey found that police beat protesters.", "beat", "A survey"),
)
WORDS = (
    ("In the words of one witness, soldiers shot the driver.", "shot", "one witness"),
    ("In the words of the bishop, rebels burned the church.", "burned", "the bishop"),
    ("In the view of the court, police tortured the student.", "tortured", "the court"),
)
DENIED = (
    (
        "The claim that soldiers tortured detainees was rejected by the general.",
        "tortured",
        [("the general", "denies"), (None, "asserts")],
    ),
    ("The army denied that it had shelled the village.", "shelled", [("The army", "denies")]),
    ("Iran denies attacking the tanker.", "attacking", [("Iran", "denies")]),
    ("The minister rejected claims that the police killed the student.", "killed", [("The minister", "denies")]),
    ("The government dismissed allegations that soldiers raped women.", "raped", [("The government", "denies")]),
)
STATUS = (
    ("threat", "The rebels threatened to bomb the capital.", "threatened", "actual"),
    ("threat", "The group vowed to attack embassies.", "vowed", "actual"),
    ("threat", "The army vowed to deploy troops to the border.", "vowed", "future"),
    ("demand", "The minister demanded that the rebels release the hostages.", "demanded", "actual"),
    ("demand", "The minister demanded that the rebels release the hostages.", "release", "hypothetical"),
    ("demand", "The union called on the government to resign.", "called", "actual"),
    ("question", "Did the army bomb the hospital?", "bomb", "hypothetical"),
    ("question", "Who attacked the convoy?", "attacked", "hypothetical"),
    ("question", "Will the rebels attack again?", "attack", "hypothetical"),
    ("plan", "The police plan to deploy troops to the border.", "plan", "future"),
    ("plan", "President to visit Kenya", "visit", "future"),
    ("plan", "The president announced that he would visit Nairobi in May.", "visit", "future"),
    ("undone", "Police foiled a plot to bomb the embassy.", "bomb", "negated"),
    ("plan", "The Turkish envoys are expected to meet the rebels next week.", "expected", "future"),
    ("plan", "The rebels agreed to meet the envoy.", "agreed", "actual"),
    ("undone", "Rebels failed to capture the town.", "failed", "negated"),
    ("undone", "Police dispersed the crowd without arresting anyone.", "arresting", "negated"),
    ("background", "Rebels attacked the town. In 1998 they killed 40 people there.", "killed", "historical"),
    ("background", "Iraq, which invaded its neighbour in 1990, rejected the talks.", "invaded", "historical"),
    ("background", "He met the envoy. A decade earlier, soldiers had killed his brother.", "killed", "historical"),
    ("headline", "Rebels release hostages after talks", "release", "actual"),
    ("headline", "Gunmen kill 12 in market attack", "kill", "actual"),
    ("headline", "Police arrest opposition leader", "arrest", "actual"),
    ("habit", "Rebels often attack convoys on this road.", "attack", "actual"),
    ("habit", "Gangs kidnap travellers every week in the delta.", "kidnap", "actual"),
    ("habit", "The rebels used to attack convoys here.", "attack", "actual"),
)  # fmt: skip

_CLASSES = {
    "announced": ANNOUNCED,
    "headline with a mark": HEADLINES,
    "continued": CONTINUED,
    "over paragraphs": OVER_PARAGRAPHS,
    "unnamed": UNNAMED,
    "document": DOCUMENTS,
    "in the words of": WORDS,
}
CASES = (
    *(Told(k, text, word, "actual", _asserted(who)) for k, rows in _CLASSES.items() for text, word, who in rows),
    *(Told("denied", text, word, "negated", chain) for text, word, chain in DENIED),
    Told(
        "chain",
        "The ministry's website reported that the envoy had said Iran attacked the ship.",
        "attacked",
        "actual",
        _asserted("The ministry's website", "the envoy"),
    ),
    Told(
        "chain",
        "Xinhua, citing police, said nine miners had been killed in an attack.",
        "killed",
        "actual",
        _asserted("police", "Xinhua"),
    ),
    Told(
        "chain",
        "The army attacked the town, the radio said, quoting residents.",
        "attacked",
        "actual",
        _asserted("the radio", "residents"),
    ),
    Told("scare quotes", 'The army killed 20 so-called "terrorists" in the raid.', "killed", "actual", []),
    Told("scare quotes", 'Police arrested the "king" of the smugglers.', "arrested", "actual", []),
    Told("scare quotes", 'The "peace talks" between Kenya and Uganda collapsed.', "talks", "actual", []),
)
