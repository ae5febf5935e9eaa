"""Bones: stances, feelings and proportions before any paint."""

import math

import pytest

from rushes.film.manifest import Look
from rushes.film.vocabulary import Age, Build, Facing, Feeling, Height, Pose
from rushes.tools.draft.figures.feeling import borne
from rushes.tools.draft.figures.pose import stance_for
from rushes.tools.draft.figures.proportions import natural_height, proportions
from rushes.tools.draft.figures.skeleton import skeleton_for

LOOK = Look()
BODY = proportions(LOOK, natural_height(LOOK))


def bones(pose=Pose.STAND, facing=Facing.CAMERA, feeling=Feeling.NEUTRAL, age=Age.ADULT, phase=0.0):
    return skeleton_for(borne(stance_for(pose, phase), pose, feeling, age), facing, BODY)


def test_a_standing_adult_is_as_tall_as_promised():
    top = bones().head[1] + BODY.head / 2
    assert top == pytest.approx(BODY.height, rel=0.03)


@pytest.mark.parametrize("pose", [Pose.STAND, Pose.WALK, Pose.KNEEL, Pose.POINT, Pose.REACH, Pose.HOLD, Pose.EMBRACE])
@pytest.mark.parametrize("facing", list(Facing))
def test_the_lowest_joint_touches_the_ground(pose, facing):
    body = bones(pose, facing)
    legs = (body.right_leg, body.left_leg)
    assert min(min(leg.toe[1], leg.heel[1], leg.ankle[1], leg.knee[1]) for leg in legs) == pytest.approx(0, abs=0.03)


def test_running_falling_and_climbing_leave_it():
    for pose in (Pose.RUN, Pose.FALL, Pose.CLIMB):
        legs = (bones(pose).right_leg, bones(pose).left_leg)
        assert min(min(leg.toe[1], leg.heel[1], leg.knee[1]) for leg in legs) > 0.03


def test_who_sits_kneels_or_lies_has_a_lower_head():
    stand, sit, kneel, lie = (bones(pose).head[1] for pose in (Pose.STAND, Pose.SIT, Pose.KNEEL, Pose.LIE))
    assert stand > sit > lie
    assert stand > kneel > lie
    assert lie < 0.35


def test_left_is_right_mirrored_joint_by_joint():
    right, left = bones(Pose.WALK, Facing.RIGHT), bones(Pose.WALK, Facing.LEFT)
    assert left.head == pytest.approx((-right.head[0], right.head[1]))
    assert left.right_leg.toe == pytest.approx((-right.right_leg.toe[0], right.right_leg.toe[1]))
    assert left.mirror
    assert not right.mirror


def test_half_a_stride_swaps_the_legs():
    start, half = bones(Pose.WALK, Facing.RIGHT, phase=0.0), bones(Pose.WALK, Facing.RIGHT, phase=0.5)
    ahead = start.right_leg.ankle[0] - start.left_leg.ankle[0]
    assert ahead > 0.3
    assert half.right_leg.ankle[0] - half.left_leg.ankle[0] < -0.3


@pytest.mark.parametrize("phase", [i / 8 for i in range(8)])
def test_bones_keep_their_length_in_profile(phase):
    for pose in (Pose.WALK, Pose.RUN):
        leg = bones(pose, Facing.RIGHT, phase=phase).right_leg
        assert math.dist(leg.hip, leg.knee) <= BODY.thigh * 1.08
        assert math.dist(leg.knee, leg.ankle) <= BODY.shin * 1.08


def test_a_pointing_hand_is_at_shoulder_height_ahead_of_the_body():
    body = bones(Pose.POINT, Facing.RIGHT)
    assert body.right_arm.tip[0] > body.chest[0] + 0.36
    assert body.right_arm.tip[1] == pytest.approx(body.right_arm.shoulder[1], abs=0.15)


def test_sorrow_bows_and_surprise_lifts_the_head():
    sad, neutral, surprised = (
        bones(feeling=f, facing=Facing.RIGHT) for f in (Feeling.SAD, Feeling.NEUTRAL, Feeling.SURPRISED)
    )
    assert sad.head[0] > neutral.head[0] > surprised.head[0]
    assert sad.head[1] < neutral.head[1]
    assert sad.head_nod > neutral.head_nod > surprised.head_nod


def test_fear_and_anger_raise_the_shoulders_weariness_drops_them():
    heights = {f: bones(feeling=f).right_arm.shoulder[1] - bones(feeling=f).neck[1] for f in Feeling}
    assert heights[Feeling.AFRAID] > heights[Feeling.NEUTRAL] > heights[Feeling.TIRED]
    assert heights[Feeling.ANGRY] > heights[Feeling.NEUTRAL]


def test_the_old_stoop():
    assert bones(age=Age.OLD, facing=Facing.RIGHT).head[0] > bones(facing=Facing.RIGHT).head[0] + 0.05


def test_builds_widen_and_heights_lengthen():
    waists = [proportions(Look(build=build), 1.7).waist for build in Build]
    assert waists == sorted(waists)
    tall, short = (natural_height(Look(height=height)) for height in (Height.TALL, Height.SHORT))
    assert tall > 1.2 * short
