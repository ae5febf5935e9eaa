"""Secrets of the environment: never said, whichever error they turn up in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rushes import errors
from rushes.discretion import HIDDEN, discreet

CANARY = "sk-canary-4711"


@pytest.fixture(autouse=True)
def bare(monkeypatch):
    """Only the secrets of a test are in the environment."""
    monkeypatch.setattr("rushes.discretion.os.environ", environment := {})
    return environment


@pytest.fixture
def secret(bare):
    bare["RUSHES_SERVER_KEY"] = CANARY
    return CANARY


@pytest.mark.parametrize(
    "name",
    ["RUSHES_SERVER_KEY", "HF_TOKEN", "AWS_SECRET", "db_password", "PASSWD", "RUSHES_WEBHOOK", "X_CREDENTIALS"],
)
def test_what_is_named_as_a_secret_is_hidden(bare, name):
    bare[name] = f"  {CANARY}\n"
    assert discreet(f"401: wrong key: Bearer {CANARY}!") == f"401: wrong key: Bearer {HIDDEN}!"


@pytest.mark.parametrize("name", ["PATH", "KEYBOARD", "TOKENIZERS_PARALLELISM", "RUSHES_SERVER"])
def test_what_is_not_is_said(bare, name):
    bare[name] = CANARY
    assert discreet(CANARY) == CANARY


def test_a_value_that_is_short_enough_to_be_a_word_is_left_alone(bare):
    bare.update(A_KEY="the", B_TOKEN="", C_KEY="   ")
    assert discreet("the key") == "the key"


def test_the_longer_of_two_secrets_goes_first(bare):
    bare.update(A_KEY="secret", B_KEY="secret-and-more")
    assert discreet("secret-and-more, secret") == f"{HIDDEN}, {HIDDEN}"


@given(st.lists(st.text(st.characters(codec="utf-8"), min_size=6), max_size=4), st.text(), st.text())
def test_no_secret_is_ever_left(secrets, before, after):
    environment = {f"S{number}_KEY": value for number, value in enumerate(secrets)}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("rushes.discretion.os.environ", environment)
        said = discreet(f"{before}{''.join(secrets)}{after}").split(HIDDEN)
    for value in filter(lambda one: len(one) >= 6, map(str.strip, secrets)):
        assert not any(value in part for part in said)


ERRORS = [
    one
    for one in vars(errors).values()
    if isinstance(one, type) and issubclass(one, errors.RushesError) and one is not errors.BadPlan
]


@pytest.mark.parametrize("kind", ERRORS)
def test_an_error_hides_it_in_title_way_out_and_args(secret, kind):
    error = kind(f"It said {secret}.", f"Try {secret}.")
    assert secret not in f"{error} {error!r} {error.title} {error.way_out} {error.args}"
    assert str(error) == f"It said {HIDDEN}. Try {HIDDEN}."


def test_a_plans_faults_hide_it_too(secret):
    error = errors.BadPlan("It does not hold.", (f"1-1: {secret}", "1-2: too long"), f"Not {secret}.")
    assert secret not in f"{error} {error.faults}"
    assert error.faults == (f"1-1: {HIDDEN}", "1-2: too long")
