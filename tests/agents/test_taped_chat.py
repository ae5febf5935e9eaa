"""Chat models around a trace: what is told of an exchange, and what a tape answers."""

import pytest
from doubles.scripted_model import ScriptedModel, calling
from langchain_core.language_models.fake_chat_models import FakeListChatModel
from langchain_core.messages import AIMessage, HumanMessage, SystemMessage

from rushes.agents.exchange_text import answer_from, answer_text, request_text
from rushes.agents.recording import Listening, listening
from rushes.agents.tape import Tape
from rushes.agents.taped_chat import RecordedChat, TapeChat
from rushes.errors import Diverged, ToolFailed
from rushes.film.trace import Asked, Began, Trace

TOOL = {
    "type": "function",
    "function": {
        "name": "paint",
        "description": "Paint it.",
        "parameters": {"type": "object", "properties": {"shot": {"enum": ["1-1"]}}},
    },
}
ASK = [SystemMessage("You see."), HumanMessage("What?\nAnd why?")]


def heard_of(work):
    told: list[Asked] = []
    with listening(Listening(told.append, lambda: 1.0, "compose", "1-1")):
        answer = work()
    return answer, told


def tape_of(events, *, strict=True):
    return Tape(
        Trace.model_construct(begin=Began.model_construct(), events=tuple(events)), lambda _said: None, strict=strict
    )


def asks(chat, label="director/1", messages=ASK, **bound):
    return chat.bind(label=label, seed=3, **bound).invoke(list(messages))


def test_an_exchange_is_told_and_answered_again():
    real = ScriptedModel(script=lambda asked: "Because.")
    said, told = heard_of(lambda: asks(RecordedChat(chat=real)))
    assert (said.text, told[0].label, told[0].node, told[0].shot) == ("Because.", "director/1", "compose", "1-1")
    assert told[0].request == "[system]\nYou see.\n[human]\nWhat?\nAnd why?"
    assert asks(TapeChat(tape=tape_of(told))).text == "Because."


def test_outside_a_run_nothing_is_told():
    assert asks(RecordedChat(chat=ScriptedModel(script=lambda asked: "Because."))).text == "Because."


def test_a_chat_model_that_knows_no_labels_or_seeds_is_given_none():
    class Picky(FakeListChatModel):
        def _call(self, messages, stop=None, run_manager=None, **kwargs):
            assert not kwargs
            return super()._call(messages, stop, run_manager, **kwargs)

    said, told = heard_of(lambda: asks(RecordedChat(chat=Picky(responses=["Yes."]))))
    assert (said.text, told[0].label) == ("Yes.", "director/1")


def test_tools_and_their_calls_come_back():
    real = ScriptedModel(script=lambda asked: calling(("paint", {"shot": "1-1"}), ("paint", {"shot": "9"})))

    def work(chat):
        return chat.bind_tools([TOOL], tool_choice="any", label="cinematographer/1-1/tools", seed=1).invoke(ASK)

    said, told = heard_of(lambda: work(RecordedChat(chat=real)))
    assert '[tool] {"function":' in told[0].request
    assert "[tool choice] any" in told[0].request
    again = work(TapeChat(tape=tape_of(told)))
    assert again.tool_calls == said.tool_calls
    assert len(again.tool_calls) == 2


def test_a_tape_in_a_recorder_is_told_of_like_a_model():
    real = ScriptedModel(script=lambda asked: calling(("paint", {"shot": "1-1"})))
    _, told = heard_of(lambda: RecordedChat(chat=real).bind_tools([TOOL], label="a").invoke(ASK))
    taped = RecordedChat(chat=TapeChat(tape=tape_of(told)))
    again, told_again = heard_of(lambda: taped.bind_tools([TOOL], label="a").invoke(ASK))
    assert again.tool_calls[0]["args"] == {"shot": "1-1"}
    assert (told_again[0].digest, told_again[0].answer) == (told[0].digest, told[0].answer)


def test_one_label_may_be_asked_several_times():
    answers = iter(["one", "two"])
    real = RecordedChat(chat=ScriptedModel(script=lambda asked: next(answers)))
    _, told = heard_of(lambda: [asks(real), asks(real)])
    tape = TapeChat(tape=tape_of(told))
    assert [asks(tape).text, asks(tape).text] == ["one", "two"]
    with pytest.raises(Diverged, match="expected: asked no more"):
        asks(tape)


def test_another_prompt_under_a_known_label_shows_its_first_other_line():
    _, told = heard_of(lambda: asks(RecordedChat(chat=ScriptedModel(script=lambda asked: "Because."))))
    with pytest.raises(Diverged) as raised:
        asks(TapeChat(tape=tape_of(told)), messages=[ASK[0], HumanMessage("What?\nAnd who?")])
    assert "the prompt of director/1, line 5" in str(raised.value)
    assert "expected: And why?\n  got:      And who?" in str(raised.value)


def test_an_unknown_label_is_named():
    with pytest.raises(Diverged, match=r"the exchange director/1\.\n  expected: no such exchange"):
        asks(TapeChat(tape=tape_of([])))


def test_an_error_comes_back_as_the_error_it_was():
    def dies(asked):
        raise ToolFailed("The model went away.", "Start it again.")

    def work():
        with pytest.raises(ToolFailed):
            asks(RecordedChat(chat=ScriptedModel(script=dies)))

    _, told = heard_of(work)
    with pytest.raises(ToolFailed, match=r"The model went away\. Start it again\."):
        asks(TapeChat(tape=tape_of(told)))


def test_a_tape_that_is_not_strict_asks_the_model():
    real = ScriptedModel(script=lambda asked: "Anew.")
    tape = tape_of([], strict=False)
    assert asks(TapeChat(tape=tape, otherwise=real)).text == "Anew."
    assert real.asked[0].label == "director/1"
    assert tape.first is not None


def test_context_and_tokens_are_those_of_the_recording():
    real = ScriptedModel(script=lambda asked: "", context=4096)
    counted, told = heard_of(
        lambda: (RecordedChat(chat=real).context, RecordedChat(chat=real).get_num_tokens("a" * 70))
    )
    tape = TapeChat(tape=tape_of(told))
    assert counted == (4096, 20)
    assert (tape.context, tape.get_num_tokens("a" * 70), tape.get_num_tokens("a" * 70)) == (4096, 20, 20)


@pytest.mark.parametrize("said", ["plain", "\ud83d lone", "\x00\x1b[2J", "", "ünïcode ✂", "x" * 10_000])
def test_every_answer_survives_the_trace(said):
    message = AIMessage(said, tool_calls=[{"name": "a", "args": {"b": [1, None]}, "id": "c"}])
    again = answer_from(answer_text(message))
    assert (again.content, again.tool_calls) == (message.content, message.tool_calls)
    real = RecordedChat(chat=ScriptedModel(script=lambda asked: AIMessage(said)))
    _, told = heard_of(lambda: asks(real, messages=[HumanMessage(said)]))
    assert asks(TapeChat(tape=tape_of(told)), messages=[HumanMessage(said)]).content == said


@pytest.mark.parametrize("text", ["", "[]", "null", "{}", '{"content": 1}', "[" * 10_000])
def test_what_is_no_answer_is_a_value_error(text):
    with pytest.raises(ValueError):
        answer_from(text)


def test_what_a_prompt_is_made_of_stands_in_its_text():
    text = request_text(ASK, {"response_format": {"b": 1, "a": 2}, "seed": 4, "label": "x"})
    assert text.startswith('[form of the answer] {"a":2,"b":1}\n[system]')
    assert "seed" not in text
