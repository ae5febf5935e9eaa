"""Talking with the house rules about a real project: edits, decisions, shooting, undo."""

import re

import pytest
from doubles.plans import a_manifest, a_scene
from doubles.talks import a_planned_project, a_talk, manifest_of, states

from rushes.agents.conversation.talk import Consent
from rushes.film.revision import intents
from rushes.memory.project import open_for_reading, open_for_writing
from rushes.service.crew import now, production_of


@pytest.fixture
def folder(tmp_path):
    return a_planned_project(tmp_path / "film")


@pytest.fixture
def shot_folder(folder):
    reply = a_talk(folder, consent=Consent.GIVEN).say("shoot the rest")
    assert not reply.failed
    return folder


def shot(folder, number):
    return next(one for _, one in manifest_of(folder).shots() if one.number == number)


def test_an_edit_is_a_revision_and_says_what_changed(folder):
    reply = a_talk(folder).say("make shot 1-3 wider")
    assert reply.calls[0][1].text == "1-3 is now an extreme long shot (was a long shot)."
    assert (reply.revision, reply.changed, reply.failed) == (2, ("1-3",), False)
    assert shot(folder, "1-3").size == "extreme-long"
    assert shot(folder, "1-3").keyframe_prompt.composition.startswith("Extreme")


def test_only_what_depends_on_an_edit_goes_stale(shot_folder):
    before = intents(manifest_of(shot_folder))
    reply = a_talk(shot_folder).say("make shot 1-3 closer")
    assert "Its 3 takes are stale." in reply.calls[0][1].text
    assert states(shot_folder) == {"1-1": "shot", "1-2": "shot", "1-3": "stale", "2-1": "shot", "2-2": "shot"}
    after = intents(manifest_of(shot_folder))
    assert {number for number in before if before[number] != after[number]} == {"1-3"}
    again = a_talk(shot_folder).say("shoot 1-3")
    assert again.calls[0][1].text.startswith("1 shot made, 3 new takes.")
    assert set(states(shot_folder).values()) == {"shot"}


def test_the_referee_is_heard_only_about_what_is_new(folder):
    reply = a_talk(folder).say("make 1-3 an insert")
    assert "The grammar objects: 1-3 an insert without an object to show." in reply.calls[0][1].text
    again = a_talk(folder).say("make 1-3 longer")
    assert "insert without" not in again.calls[0][1].text


def test_undo_goes_back_step_by_step_and_forth_again(shot_folder):
    talk, first = a_talk(shot_folder), manifest_of(shot_folder)
    talk.say("make shot 1-3 wider")
    second = manifest_of(shot_folder)
    talk.say("scene 2 at night")
    talk.say("approve 1-1")
    standing = states(shot_folder)
    assert standing["1-1"] == "approved"
    assert "1-1: approved" in talk.say("undo").calls[0][1].text
    assert states(shot_folder)["1-1"] == "shot"
    talk.say("undo")
    assert manifest_of(shot_folder) == second
    talk.say("undo")
    assert manifest_of(shot_folder) == first
    assert set(states(shot_folder).values()) == {"shot"}
    assert "nothing to undo" in talk.say("undo").calls[0][1].text
    for _ in range(3):
        talk.say("redo")
    assert states(shot_folder) == standing
    assert "no undo" in talk.say("redo").calls[0][1].text
    assert manifest_of(shot_folder).scenes[1].time_of_day == "night"


def test_undo_gives_the_picture_back_that_was_shot_before_the_edit(shot_folder):
    talk = a_talk(shot_folder, consent=Consent.GIVEN)
    with open_for_reading(shot_folder) as project:
        before = project.store.shots.get("1-3")
    talk.say("make 1-3 wider")
    talk.say("shoot the rest")
    with open_for_reading(shot_folder) as project:
        assert project.store.shots.get("1-3").print != before.print
    talk.say("undo")
    with open_for_reading(shot_folder) as project:
        assert project.store.shots.get("1-3") == before


def test_undo_of_a_rejection_gives_back_state_note_and_round(shot_folder):
    talk = a_talk(shot_folder)
    talk.say("reject 2-1: too dark")
    with open_for_reading(shot_folder) as project:
        one = project.store.shots.get("2-1")
        assert (one.state, one.note, one.rounds) == ("rejected", "too dark", 1)
    talk.say("undo")
    with open_for_reading(shot_folder) as project:
        one = project.store.shots.get("2-1")
        assert (one.state, one.note, one.rounds) == ("shot", "", 0)


def test_a_word_that_is_taken_back_does_not_stand_on_its_take(shot_folder):
    def words():
        with open_for_reading(shot_folder) as project:
            take = project.store.shots.get("2-1").print
            return [
                (one.by, one.decision, one.reason) for one in project.store.takes.verdicts(take) if one.by == "person"
            ]

    talk = a_talk(shot_folder, consent=Consent.GIVEN)
    talk.say("approve 2-1")
    talk.say("reject 2-1: too dark")
    approved, rejected = ("person", "approve", ""), ("person", "reject", "too dark")
    assert words() == [approved, rejected]
    talk.say("undo")
    assert words() == [approved]
    talk.say("redo")
    assert words() == [approved, rejected]
    talk.say("undo")
    talk.say("undo")
    assert words() == []


def test_a_change_under_a_plan_of_other_hands_is_not_undone(folder):
    a_talk(folder).say("make 1-3 wider")
    with open_for_writing(folder) as project:
        other = project.store.plans.current().manifest
        style = other.style.model_copy(update={"look": "other hands"})
        project.store.plans.adopt(other.model_copy(update={"style": style}), "a person", now())
    reply = a_talk(folder).say("undo")
    assert reply.failed
    assert "other means" in reply.calls[0][1].text
    assert manifest_of(folder).style.look == "other hands"


def test_a_moved_shot_keeps_its_takes_under_its_new_number(shot_folder):
    talk = a_talk(shot_folder)
    with open_for_reading(shot_folder) as project:
        before = project.store.shots.get("1-3")
    text = talk.say("move 1-3 before 1-2").calls[0][1].text
    assert "1-3 is called 1-1A from now on." in text
    assert states(shot_folder) == {"1-1": "shot", "1-1A": "shot", "1-2": "shot", "2-1": "shot", "2-2": "shot"}
    with open_for_reading(shot_folder) as project:
        assert project.store.shots.get("1-1A").print == before.print
    assert a_talk(shot_folder).say("cut").calls[0][1].text.startswith("The film is ")
    talk.say("undo")
    with open_for_reading(shot_folder) as project:
        assert project.store.shots.get("1-3") == before
    assert "1-1A" not in states(shot_folder)


def test_a_number_out_of_use_stays_so(folder):
    talk = a_talk(folder, consent=Consent.GIVEN)
    talk.say("make 1-2 6 seconds")
    talk.say("split 1-2")
    talk.say("merge 1-2 and 1-2A")
    assert "1-2 and 1-2B" in talk.say("split 1-2").calls[0][1].text


def test_the_dear_is_asked_about_and_a_no_leaves_it(shot_folder):
    talk = a_talk(shot_folder)
    asked = talk.say("merge 2-1 and 2-2")
    assert asked.question == "Merge 2-1 and 2-2 into one shot? One of the numbers goes out of use."
    assert asked.calls == ()
    assert "2-2" in states(shot_folder)
    assert "You said no" in talk.decide(yes=False).calls[0][1].text
    assert "2-2" in states(shot_folder)
    talk.say("merge 2-1 and 2-2")
    assert not talk.decide(yes=True).failed
    assert "2-2" not in states(shot_folder)


def test_a_question_waits_for_the_next_word_even_in_another_process(folder):
    assert a_talk(folder).say("drop 2-2").question == "Take 2-2 out of the film?"
    reply = a_talk(folder).say("yes")
    assert reply.calls[0][1].text.startswith("2-2 is omitted")
    assert a_talk(folder).say("yes").failed
    assert a_talk(folder).say("drop 2-1").question
    assert a_talk(folder).say("no").answer == "Left as it is."
    assert a_talk(folder).say("yes").failed
    assert "2-1" in states(folder)
    assert a_talk(folder).say("drop 2-1").question
    a_talk(folder).say("list")
    assert a_talk(folder).say("yes").failed, "the question is over when something else was said"


def test_a_yes_counts_for_the_question_as_it_was_asked(folder):
    asked = a_talk(folder).say("shoot 1-1")
    assert asked.question.startswith("Shoot 1 shot (1-1)? Nothing is measured yet")
    with open_for_writing(folder) as project:
        manifest = project.store.plans.current().manifest
        project.store.shots.stand("1-1", project.store.shots.get("1-1").state.__class__.APPROVED)
        assert manifest
    assert a_talk(folder).say("yes").calls[0][1].text.startswith("There is nothing to shoot")
    asked = a_talk(folder).say("shoot all")
    assert "Shoot 4 shots" in asked.question
    with open_for_writing(folder) as project:
        project.store.shots.stand("1-1", project.store.shots.get("2-1").state)
    again = a_talk(folder).say("yes")
    assert "Shoot 5 shots" in again.question
    assert again.calls == ()


def test_shooting_asks_above_a_handful_and_what_it_takes_is_measured(folder):
    talk = a_talk(folder)
    assert "Nothing is measured yet" in talk.say("how long will it take?").calls[0][1].text
    assert talk.say("shoot scene 2").question
    assert talk.decide(yes=True).calls[0][1].text.startswith("2 shots made, 6 new takes.")
    told = talk.say("how long will it take?").calls[0][1].text
    assert re.match(r"3 shots to shoot\. About [0-9]+ s \(measured on 6 takes by cards and", told)
    assert not talk.say("shoot 1-1").question, "a handful, measured to be quick"
    talk.say("reroll all")
    assert talk.say("approve 1-1").failed


def test_approving_leaves_and_names_what_is_not_shot(shot_folder):
    talk = a_talk(shot_folder)
    talk.say("make 1-3 closer")
    told = talk.say("approve everything").calls[0][1]
    assert told.text == (
        "1-1, 1-2, 2-1 and 2-2: approved. Not yet: 1-3; there is nothing to look at before it is shot."
    )
    assert states(shot_folder) == {
        "1-1": "approved",
        "1-2": "approved",
        "1-3": "stale",
        "2-1": "approved",
        "2-2": "approved",
    }
    assert talk.say("approve 1-3").failed
    talk.say("shoot 1-3")
    assert talk.say("approve all").calls[0][1].text == "All 5 shots: approved."


def test_the_referee_speaks_of_people_by_their_names(folder):
    talk = a_talk(folder)
    talk.say("Ada looks left in 1-1; 1-1 a close-up; 1-2 a close-up")
    told = talk.say("Ada looks right in 1-2").calls[0][1].text
    assert "Ada looks right but looked left in 1-1" in told


def test_approved_shots_are_sent_back_only_after_a_yes(shot_folder):
    talk = a_talk(shot_folder)
    talk.say("approve everything in scene 1")
    assert not talk.say("reroll 2-1").question
    assert talk.say("reject 1-1: darker").question == "1-1 is approved. Send 1 shot back?"
    assert states(shot_folder)["1-1"] == "approved"
    assert talk.say("reroll scene 1").question == "1-1, 1-2 and 1-3 are approved. Send 3 shots back?"


def test_without_anybody_to_ask_the_dear_is_refused_in_words(folder):
    reply = a_talk(folder, consent=Consent.NONE).say("shoot the rest")
    assert reply.failed
    assert "needs a person's yes" in reply.calls[0][1].text
    assert set(states(folder).values()) == {"planned"}


def test_recasting_mends_the_description_and_only_their_shots(folder):
    reply = a_talk(folder).say("Ada wears a red cloak")
    assert "Ada is now in a cloak (was in a suit)" in reply.calls[0][1].text
    assert "mainly in red" in reply.calls[0][1].text
    ada = manifest_of(folder).characters[0]
    assert "red cloak" in ada.description
    assert "red cloak" in shot(folder, "1-1").keyframe_prompt.composition


def test_blocking_is_said_in_words_and_only_its_shot_goes_stale(shot_folder):
    talk = a_talk(shot_folder)
    told = talk.say("Ada kneels on the left in 1-2").calls[0][1].text
    assert told.startswith("In 1-2 Ada is now kneeling (was standing), on the left (was in the centre).")
    assert "Its 3 takes are stale." in told
    assert [number for number, state in states(shot_folder).items() if state == "stale"] == ["1-2"]
    assert "In the frame: Ada, kneeling on the left, facing the camera." in talk.say("show 1-2").calls[0][1].text
    assert (
        "1-1 is now of The mill (was of Ada). In 1-1 Ada is out of the frame."
        in talk.say("take Ada out of 1-1").calls[0][1].text
    )
    assert "Ada is not in 1-1" in talk.say("take Ada out of 1-1").calls[0][1].text
    assert "`put Ada in 1-1` has them enter" in talk.say("Ada is sad in 1-1").calls[0][1].text
    assert "already" in talk.say("Ada kneels in 1-2").calls[0][1].text
    assert "In 1-1 there is now Ada, standing in the centre" in talk.say("put Ada in 1-1").calls[0][1].text


def test_a_new_line_makes_only_the_print_again(shot_folder):
    talk = a_talk(shot_folder)
    told = talk.say('Ada says in 1-2: "Not tonight."').calls[0][1].text
    assert told.startswith("1-2 now says: Ada, “Not tonight.”")
    assert "1 new take" in talk.say("shoot 1-2").calls[0][1].text
    talk.say("Ada says in 1-2: Never!")
    assert [line.text for line in shot(shot_folder, "1-2").dialogue] == ["Never!"]
    assert "nothing" not in talk.say("show 1-2").calls[0][1].text


def test_what_was_changed_is_listed_as_undo_would_take_it_back(shot_folder):
    talk = a_talk(shot_folder)
    assert talk.say("what did we change?").calls[0][1].text == "Nothing was changed in conversation yet."
    talk.say("make 1-3 wider")
    talk.say("approve 1-1")
    lines = talk.say("what did we change?").calls[0][1].text.splitlines()
    assert lines[1:] == ["  1. 1-1: approved.", "  2. 1-3 is now an extreme long shot (was a long shot)."]
    assert talk.say("undo").calls[0][1].text == 'Taken back: "1-1: approved." 1-1 is shot as before.'
    assert len(talk.say("history").calls[0][1].text.splitlines()) == 2


def test_an_inserted_close_up_of_somebody_shows_them(folder):
    talk = a_talk(folder)
    assert "of Ada" in talk.say("add a close-up of Ada after 1-2").calls[0][1].text
    assert [one.character for one in shot(folder, "1-2A").figures] == ["ada"]
    talk.say("make 1-2A an insert of the lamp")
    assert (shot(folder, "1-2A").props, shot(folder, "1-2A").size) == (("lamp",), "insert")
    alone = talk.say("2-1 a close-up of Ada").calls[0][1]
    assert not alone.failed


def test_several_commands_in_one_message_are_several_changes(folder):
    reply = a_talk(folder).say("make 1-3 wider and 2-1 closer, then undo")
    assert [call.tool for call, _ in reply.calls] == ["edit_shot", "edit_shot", "undo"]
    assert shot(folder, "1-3").size == "extreme-long"
    assert shot(folder, "2-1").size == "long"


def test_planning_anew_is_asked_about_and_can_be_undone(folder):
    talk, before = a_talk(folder), manifest_of(folder)
    assert talk.say("plan again").question.startswith("Replace plan 1")
    assert talk.decide(yes=True).calls[0][1].text.startswith("Plan 2 by house-rules")
    assert intents(manifest_of(folder)) != intents(before)
    talk.say("undo")
    assert intents(manifest_of(folder)) == intents(before)


def test_what_was_talked_about_is_remembered_between_processes(folder):
    a_talk(folder).say("show 2-1")
    reply = a_talk(folder).say("make it closer")
    assert reply.answer == "That is 2-1."
    assert reply.changed == ("2-1",)


def test_scenes_are_shown_with_what_is_wrong(shot_folder):
    talk = a_talk(shot_folder)
    told = talk.say("what is wrong with scene 1?").calls[0][1].text
    assert "1-2: jumps from 1-1" in told
    assert "runs 0.5 s" in told
    one = talk.say("show 1-1").calls[0][1].text
    assert "Takes: 1-1/c1, 1-1/k1 and 1-1/p1" in one or "Takes: 1-1/k1, 1-1/c1 and 1-1/p1" in one
    assert "From the story: Ada waits" in one
    assert "5 shots" in talk.say("status").calls[0][1].text


def test_it_is_what_was_named_and_not_what_an_estimate_or_a_list_said(shot_folder):
    talk = a_talk(shot_folder)
    talk.say("reject 1-2: too tight")
    talk.say("how long will it take?")
    talk.say("list")
    talk.say("make it watercolour")
    assert talk.say("shoot it again").changed == ("1-2",)
    talk.say("approve 2-1")
    talk.say("drop 1-3")
    talk.decide(yes=False)
    assert talk.say("show it").calls[0][0].arguments == {"shot": "1-3"}


def test_more_than_a_handful_is_sent_back_after_a_yes_only(tmp_path):
    folder = a_planned_project(tmp_path / "long", a_manifest(a_scene("1", 6)))
    assert a_talk(folder).say("reroll all").question == "Send 6 shots back (1-1, 1-2, 1-3, 1-4 and 2 more)?"


def test_what_the_renderer_does_with_notes_and_style_is_said_honestly(folder):
    reads = a_talk(folder)
    assert reads.say("reject 1-2: too tight").calls[0][1].text == (
        "1-2: sent back. The next take carries your note: too tight"
    )
    assert "draft renderer" not in reads.say("make it noir").calls[0][1].text
    drafts = a_talk(folder, produce=production_of)
    told = drafts.say("reject 1-2: too tight").calls[0][1].text
    assert "the draft renderer does not read notes" in told
    assert told.endswith("`make 1-2 wider` would change the picture.")
    assert not drafts.say("make 1-2 wider").failed
    assert "as in `make 1-1 wider`" in drafts.say("reject 1-1: his hat").calls[0][1].text
    assert "The draft renderer does not show it" in drafts.say("make it watercolour").calls[0][1].text
    new = drafts.say("add a close-up of the red light after 1-1").calls[0][1].text
    assert "The draft renderer has no red light to draw and shows The mill." in new
    assert "no" not in drafts.say("add an insert of the lamp after 2-1").calls[0][1].text.split()
    assert "From the story" not in drafts.say("show 1-1A").calls[0][1].text


def test_other_words_at_a_question_are_a_no_and_are_answered(folder):
    assert a_talk(folder).say("drop 2-2").question
    reply = a_talk(folder).say("make 1-3 wider")
    assert reply.answer.startswith("That is neither yes nor no, so it is left as it is.")
    assert (reply.changed, "2-2" in states(folder)) == (("1-3",), True)
    assert a_talk(folder).say("drop 2-2").question
    assert a_talk(folder).say("undo").answer == "Left as it is."
    assert shot(folder, "1-3").size == "extreme-long", "an undo at a question is a no to it"
    assert a_talk(folder).say("drop 2-2").question
    assert a_talk(folder).say("sure").changed == ("2-2",)


def test_an_offer_is_done_at_a_yes_and_never_beforehand(folder):
    talk = a_talk(folder)
    assert talk.say("could 1-3 be closer?").question == "Shall I make 1-3 closer?"
    assert talk.decide(yes=True).changed == ("1-3",)
    assert a_talk(folder).say("1-3 is too tight").question == "Shall I make 1-3 wider?"
    assert a_talk(folder).say("please do").changed == ("1-3",)
    for consent in (Consent.GIVEN, Consent.NONE):
        reply = a_talk(folder, consent=consent).say("could 1-3 be closer?")
        assert (reply.failed, reply.changed) == (True, ())
        assert reply.calls[0][1].text.startswith("Shall I make 1-3 closer?")


def test_a_number_of_before_says_what_it_is_called_now(folder):
    talk = a_talk(folder, consent=Consent.GIVEN)
    talk.say("move 1-3 before 1-2")
    assert talk.say("show 1-3").answer == "1-3 is called 1-1A now: it moved."
    talk.say("drop 2-2")
    assert talk.say("show 2-2").answer == "2-2 is out of the film; its number stays unused."
    talk.say("undo the last two")
    assert not talk.say("show 1-3").failed
    assert "1-1A is out of the film" in talk.say("show 1-1A").answer


def test_narration_is_said_and_taken_out(folder):
    talk = a_talk(folder)
    assert talk.say("1-1 narration: It had stopped.").calls[0][1].text == "1-1 is now narrated: “It had stopped.”"
    assert talk.say("remove the narration from 1-1").calls[0][1].text == "1-1 has no narration any more."
    assert shot(folder, "1-1").narration == ""


def test_the_plan_is_approved_in_words(folder):
    assert a_talk(folder).say("approve the plan").calls[0][1].text.startswith("Plan 1 is approved")
    with open_for_reading(folder) as project:
        assert project.store.plans.current().approved


def test_objections_left_out_are_listed_by_a_command_that_is_named(tmp_path):
    film = a_manifest(a_scene("1", 8))
    folder = a_planned_project(tmp_path / "long", film)
    told = a_talk(folder).say("1-2 to 1-8 dissolve in").calls[-1][1].text
    assert "more: `what is wrong with scene 1?` lists them." in told
    assert "1-3" in a_talk(folder).say("what is wrong with the film?").calls[0][1].text
    scene = a_talk(folder).say("what is wrong with scene 1?").calls[0][1].text
    assert "In it: Ada." in scene
