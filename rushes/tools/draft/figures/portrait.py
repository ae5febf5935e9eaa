"""A whole head painted: skull, face, hair and headwear in their order."""

from rushes.film.vocabulary import Beard, Hair, Headwear
from rushes.tools.draft.figures.face import paint_beard, paint_face, paint_glasses
from rushes.tools.draft.figures.hair import paint_fall, paint_hair
from rushes.tools.draft.figures.head import Head, far_ears, skull
from rushes.tools.draft.figures.headwear import covers_hair, paint_headwear
from rushes.tools.draft.figures.pen import Pen


def paint_hair_behind(pen: Pen, head: Head) -> None:
    """The hair that falls behind neck and shoulders."""
    if not covers_hair(head.look.headwear) and head.look.hair is not Hair.BALD:
        paint_fall(head.pen(pen), head)


def paint_head(pen: Pen, head: Head) -> None:
    """Skull, face, hair and headwear. Hair that hangs behind the body is `paint_hair_behind`'s."""
    own = head.pen(pen)
    far_ears(own, head)
    own.shape(skull(head), head.skin, turn=0.13)
    if not head.away:
        paint_face(own, head)
        if head.look.beard is not Beard.NONE:
            paint_beard(own, head)
        if head.look.glasses:
            paint_glasses(own, head)
    if not covers_hair(head.look.headwear):
        paint_hair(own, head)
    if head.look.headwear is not Headwear.NONE:
        paint_headwear(own, head)
