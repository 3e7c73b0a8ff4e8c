"""Sentences written for Khaldun and the event that stands foremost in each: type, mode, actors, recipients.

Parties are given by words that the coded party must hold; `None` for the type means that nothing may be coded.
"""

from __future__ import annotations

from typing import NamedTuple


class Case(NamedTuple):
    """One sentence and its foremost event."""

    id: str
    text: str
    type: str | None
    mode: str | None
    actor: tuple[str, ...]
    recipient: tuple[str, ...]


CASES = (
    # A time is no party.
    Case("month-subject", "May 2014 killed 40 soldiers.", "ASSAULT", None, (), ("soldiers",)),
    Case("result-of-verb", "Gunmen shot dead 3 farmers.", "ASSAULT", "firearms", ("Gunmen",), ("3 farmers",)),
    # Plain verbs, active and passive.
    Case(
        "active",
        "Turkish warplanes bombed Kurdish rebels near the border on Friday.",
        "ASSAULT",
        "aerial",
        ("Turkish",),
        ("Kurdish rebels",),
    ),
    Case(
        "passive-by",
        "Two policemen were shot by unidentified gunmen in Karachi.",
        "ASSAULT",
        "firearms",
        ("gunmen",),
        ("policemen",),
    ),
    Case(
        "passive-agentless",
        "Five opposition activists were arrested in Minsk on Sunday.",
        "COERCE",
        "arrest",
        (),
        ("activists",),
    ),
    Case(
        "participle",
        "Soldiers opened fire on the crowd, killing six villagers.",
        "ASSAULT",
        "firearms",
        ("Soldiers",),
        ("crowd",),
    ),
    Case(
        "reported",
        "Iran rejected the French proposal, diplomats said on Monday.",
        "REJECT",
        None,
        ("Iran",),
        ("French",),
    ),
    # Constructions that turn the type.
    Case(
        "threat",
        "North Korea threatened to attack South Korean warships.",
        "THREATEN",
        "violence",
        ("North Korea",),
        ("South Korean",),
    ),
    Case(
        "agree-to", "Ethiopia agreed to withdraw its troops from the disputed town.", "AGREE", None, ("Ethiopia",), ()
    ),
    Case("refuse-to", "Serbia refused to release the Bosnian prisoners.", "REJECT", "yield", ("Serbia",), ("Bosnian",)),
    Case("urge-to", "Germany urged Poland to hold talks with Belarus.", "REQUEST", "meet", ("Germany",), ("Poland",)),
    Case("call-for", "France called for a ceasefire in Lebanon.", "REQUEST", "yield", ("France",), ("Lebanon",)),
    Case(
        "begin-to",
        "Russian artillery began shelling the Ukrainian town at dawn.",
        "ASSAULT",
        "heavy-weapons",
        ("Russian",),
        ("Ukrainian",),
    ),
    Case("will-cooperation", "Japan will send food aid to Kenya next month.", "AGREE", None, ("Japan",), ("Kenya",)),
    Case("pronoun-of-speaker", "Iraq said it would allow the inspectors to return.", None, None, (), ()),
    Case(
        "must", "Israel must halt the construction, Egypt said on Sunday.", "REQUEST", "change", ("Egypt",), ("Israel",)
    ),
    Case(
        "denied",
        "The Sudanese army denied that it had shelled the village.",
        "ASSAULT",
        "heavy-weapons",
        ("The Sudanese army",),
        ("the village",),
    ),
    # Light verbs and nouns.
    Case(
        "light-verb",
        "Rebels carried out an attack on Malian soldiers near Gao.",
        "ASSAULT",
        None,
        ("Rebels",),
        ("Malian soldiers",),
    ),
    Case(
        "light-talks",
        "The Egyptian foreign minister held talks with his Sudanese counterpart in Cairo.",
        "CONSULT",
        None,
        ("Egyptian foreign minister",),
        ("Sudanese",),
    ),
    Case("noun-possessor", "Israel's raid on Gaza lasted two hours.", "ASSAULT", None, ("Israel",), ("Gaza",)),
    Case(
        "noun-between",
        "Clashes between Congolese soldiers and Rwandan rebels broke out on Tuesday.",
        "ASSAULT",
        None,
        ("Congolese soldiers", "Rwandan rebels"),
        (),
    ),
    # One case at least for each type of PLOVER.
    Case(
        "consult",
        "Chinese President Xi Jinping met Indian Prime Minister Narendra Modi in Wuhan.",
        "CONSULT",
        None,
        ("Xi Jinping",),
        ("Narendra Modi",),
    ),
    Case(
        "support",
        "The European Union praised Tunisia for its reforms.",
        "SUPPORT",
        None,
        ("European Union",),
        ("Tunisia",),
    ),
    Case("concede", "Burma lifted the curfew in Rangoon.", "CONCEDE", None, ("Burma",), ("Rangoon",)),
    Case("cooperate", "India shared intelligence with Sri Lanka.", "COOPERATE", None, ("India",), ("Sri Lanka",)),
    Case("aid", "Norway donated medicine to Haiti.", "AID", None, ("Norway",), ("Haiti",)),
    Case(
        "retreat", "Rwandan troops withdrew from eastern Congo.", "RETREAT", "withdraw", ("Rwandan troops",), ("Congo",)
    ),
    Case(
        "resign",
        "The Peruvian defence minister resigned on Friday.",
        "RETREAT",
        "resign",
        ("Peruvian defence minister",),
        (),
    ),
    Case("request", "Chad demanded an apology from Sudan.", "REQUEST", "yield", ("Chad",), ("Sudan",)),
    Case("accuse", "Pakistan accused India of violating its airspace.", "ACCUSE", "allege", ("Pakistan",), ("India",)),
    Case(
        "investigate",
        "Brazilian prosecutors are investigating the former governor.",
        "ACCUSE",
        "investigate",
        ("prosecutors",),
        ("governor",),
    ),
    Case(
        "protest",
        "Thousands of Greek workers marched through Athens against the cuts.",
        "PROTEST",
        "demo",
        ("Greek workers",),
        (),
    ),
    Case("strike", "Argentine teachers went on strike on Wednesday.", "PROTEST", "strike", ("Argentine teachers",), ()),
    Case(
        "sanction",
        "The United States imposed sanctions on Venezuela.",
        "SANCTION",
        "discontinue",
        ("United States",),
        ("Venezuela",),
    ),
    Case(
        "expel",
        "Ecuador expelled the American ambassador.",
        "SANCTION",
        "expel",
        ("Ecuador",),
        ("American ambassador",),
    ),
    Case(
        "mobilize",
        "Algeria deployed troops along its border with Libya.",
        "MOBILIZE",
        "troops",
        ("Algeria",),
        ("Libya",),
    ),
    Case("agree", "Spain promised to help Morocco.", "AGREE", None, ("Spain",), ("Morocco",)),
    # What looks like an event and is none.
    Case("sense-fire", "The committee met its target for the year.", None, None, (), ()),
    Case("sense-release", "The ministry released a report on inflation.", None, None, (), ()),
    Case("consider", "The commission is considering a proposal.", None, None, (), ()),
    Case("condition", "If the rebels attack the capital, the embassy will close.", None, None, (), ()),
    Case("noun-alone", "Support was hard to find in the town.", None, None, (), ()),
    # Event nouns that stand without parties, and those that only point back.
    Case("noun-standing", "Fresh clashes kept the town awake.", "ASSAULT", None, (), ()),
    # Recipients that a clause, a demand or a deeper complement names.
    Case(
        "alleged-clause",
        "The opposition alleged that the ministry had falsified the results.",
        "ACCUSE",
        "allege",
        ("opposition",),
        ("ministry",),
    ),
    Case(
        "demanded-withdrawal",
        "Moldova demanded the withdrawal of Russian troops from its territory.",
        "REQUEST",
        "yield",
        ("Moldova",),
        ("Russian troops",),
    ),
    Case(
        "refused-deep",
        "Eritrea refused to allow two German journalists to enter the country.",
        "REJECT",
        None,
        ("Eritrea",),
        ("German journalists",),
    ),
    Case(
        "protest-demands",
        "Hundreds of miners marched through La Paz demanding the resignation of President Arce.",
        "PROTEST",
        "demo",
        ("miners",),
        ("President Arce",),
    ),
    Case(
        "committed",
        "Norway is committed to helping Ukraine.",
        "AGREE",
        None,
        ("Norway",),
        ("Ukraine",),
    ),
    Case("unlabelled-name", "MRLF attacked two policemen.", "ASSAULT", None, ("MRLF",), ("policemen",)),
    Case(
        "claimed",
        "The rebels claimed responsibility for the ambush of the governor.",
        "ASSAULT",
        None,
        ("rebels",),
        ("governor",),
    ),
    Case("possessor-suffers", "His arrest on Monday surprised the editor.", "COERCE", "arrest", (), ("His",)),
    Case(
        "possessor-acts",
        "Spain's arrest of the banker angered Monaco.",
        "COERCE",
        "arrest",
        ("Spain",),
        ("banker",),
    ),
    Case(
        "expelled-from",
        "Two Danish engineers were expelled from Belarus on Friday.",
        "SANCTION",
        "expel",
        ("Belarus",),
        ("engineers",),
    ),
    # Who acts where the clause does not say so.
    Case(
        "police-firing",
        "Three labourers were killed in police firing near Nagpur.",
        "ASSAULT",
        "firearms",
        ("police",),
        ("labourers",),
    ),
    Case(
        "arrested-police-said",
        "Six smugglers were arrested near Varna, police said.",
        "COERCE",
        "arrest",
        ("police",),
        ("smugglers",),
    ),
    Case(
        "deployed-passive",
        "Chadian soldiers were deployed to Niger.",
        "MOBILIZE",
        "troops",
        ("Chadian soldiers",),
        ("Niger",),
    ),
    Case(
        "whole-phrase",
        "Egypt banned Israeli fruit products.",
        "COERCE",
        "restrict",
        ("Egypt",),
        ("Israeli fruit products",),
    ),
    Case("lemma", "Two soldiers raped a farmer.", "ASSAULT", "sexual", ("soldiers",), ("farmer",)),
    # Deaths that nature or an accident brings, and things that explode by themselves.
    Case("nature", "A mudslide killed nine villagers on the slope.", None, None, (), ()),
    Case("accident", "Four passengers were injured in a crash near Graz.", None, None, (), ()),
    Case("boiler", "A boiler exploded in the brewery.", None, None, (), ()),
    # Ground, weapons and crowds.
    Case(
        "regained",
        "Government troops regained control of the valley from the rebels.",
        "ASSAULT",
        None,
        ("Government troops",),
        ("valley",),
    ),
    Case("cache", "Police discovered rifles in a barn.", "COERCE", "seize", ("Police",), ()),
    Case(
        "took-part",
        "Thousands of nurses took part in a rally against the minister.",
        "PROTEST",
        "demo",
        ("nurses",),
        ("minister",),
    ),
    Case(
        "refugees",
        "Colombia accepted two hundred Venezuelan refugees.",
        "AID",
        None,
        ("Colombia",),
        ("Venezuelan refugees",),
    ),
)
