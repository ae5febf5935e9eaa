"""What a run judges by: read out of the project's own takes and people's words when it begins."""

from rushes.configs.profile import Profile
from rushes.film.gauge import Gauge
from rushes.film.learning import learnt
from rushes.film.take import TakeKind
from rushes.memory.gauging import gauge_of
from rushes.memory.store import ProjectStore
from rushes.memory.verdicts import spoken_of


def gauge_now(store: ProjectStore, profile: Profile) -> Gauge:
    """The gauge of a run that begins now: the newest takes' scales, the climb's records, and what people taught."""
    held, spoken = profile.gates, spoken_of(store)
    gates = (
        *learnt(spoken, TakeKind.KEYFRAME, held.keyframe, held.bounds.keyframe),
        *learnt(spoken, TakeKind.CLIP, held.clip, held.bounds.clip),
    )
    return gauge_of(store.engine).model_copy(update={"gates": gates})
