"""The modality codebook: loaded, checked across its files, laid over by a user's."""

from __future__ import annotations

import pytest

from khaldun.codebooks.modality import MODELS, load_modality, weights_table
from khaldun.codebooks.plover import load_plover
from khaldun.errors import CodebookError

TABLE = "# id: {id}\n# version: 1\n# language: en\n# licence: own\n# origin: a desk\n"
TOML = '[codebook]\nid = "cues-factuality"\nversion = "1"\nlanguage = "en"\nlicence = "own"\norigin = "a desk"\n'


@pytest.mark.parametrize(
    ("lemma", "complement", "signature", "effect"),
    [
        pytest.param("manage", "infinitive", "manage", "same", id="implicative"),
        pytest.param("refuse", "infinitive", "fail", "flip", id="negative implicative"),
        pytest.param("know", "clause", "know", "actual", id="factive"),
        pytest.param("pretend", "infinitive", "pretend", "not", id="counterfactual"),
        pytest.param("want", "infinitive", "want", "open", id="nothing follows"),
        pytest.param("call_for", "noun", "want", "open", id="with its preposition"),
        pytest.param("thwart", "noun", "prevent", "flip", id="prevented deed"),
    ],
)
def test_signatures(lemma, complement, signature, effect):
    modality = load_modality()
    assert modality.signature(lemma, complement) == signature
    assert modality.effects[signature] == effect


def test_an_unknown_predicate_has_no_signature():
    assert load_modality().signature("colourless", "clause") == ""


def test_every_effect_is_used_by_a_predicate():
    modality = load_modality()
    unused = set(modality.effects) - set(modality.signatures.values())
    assert unused == set()


def test_types_of_the_status_rules_are_plover_types():
    rules = load_modality().status
    assert rules.speech_types | rules.promise_types <= set(load_plover().types)
    assert rules.open_speech_types <= rules.speech_types


def test_every_model_has_a_bias_and_every_weight_was_seen():
    modality = load_modality()
    assert all("bias" in modality.weights[model] for model in MODELS)
    assert all(int(row["n"]) > 0 for row in weights_table().rows)


@pytest.mark.parametrize(
    ("total", "denied", "expected"),
    [
        pytest.param(2.0, 0.0, 2.0, id="above the pivot nothing changes"),
        pytest.param(0.0, 0.0, -0.25, id="stretched below it"),
        pytest.param(-1.0, 1.0, -2.125, id="denied in news"),
        pytest.param(-9.0, 0.0, -3.0, id="never below -3"),
        pytest.param(9.0, 0.0, 3.0, id="never above 3"),
    ],
)
def test_scale(total, denied, expected):
    assert load_modality().scale.apply(total, denied=denied) == pytest.approx(expected)


def test_a_users_predicate_overrides_ours(tmp_path):
    path = tmp_path / "own.tsv"
    path.write_text(TABLE.format(id="cues-predicates") + "complement\tlemma\tsignature\ninfinitive\tmanage\tfail\n")
    modality = load_modality((path,))
    assert modality.signature("manage", "infinitive") == "fail"
    assert modality.signature("refuse", "infinitive") == "fail"


@pytest.mark.parametrize(
    ("name", "identifier", "text", "problem"),
    [
        pytest.param(
            "p.tsv",
            "cues-predicates",
            "complement\tlemma\tsignature\nclause\tsay\tshout\n",
            "signature",
            id="signature",
        ),
        pytest.param("m.tsv", "cues-modality", "kind\tclass\tword\nshape\tround\tball\n", "kind", id="kind of cue"),
        pytest.param(
            "w.tsv",
            "cues-factuality-weights",
            "model\tevidence\tweight\tpersonal\tn\nluck\tbias\t1\t1\t1\n",
            "model",
            id="model",
        ),
        pytest.param(
            "w.tsv",
            "cues-factuality-weights",
            "model\tevidence\tweight\tpersonal\tn\nregister\tbias\tmuch\t1\t1\n",
            "weight",
            id="weight that is no number",
        ),
    ],
)
def test_faulty_tables_are_refused(tmp_path, name, identifier, text, problem):
    path = tmp_path / name
    path.write_text(TABLE.format(id=identifier) + text)
    with pytest.raises(CodebookError, match=problem) as caught:
        load_modality((path,))
    assert f"{path}:7" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param('[effects]\nsay = "maybe"\n', "maybe", id="effect"),
        pytest.param("[moods]\n", "moods", id="table"),
        pytest.param('[status]\npast_parts = ["past"]\n', "past_parts", id="key of the status rules"),
        pytest.param("[scale]\nshift = 1\n", "shift", id="key of the scale"),
    ],
)
def test_faulty_rules_are_refused(tmp_path, text, problem):
    path = tmp_path / "own.toml"
    path.write_text(TOML + text)
    with pytest.raises(CodebookError, match=problem):
        load_modality((path,))
