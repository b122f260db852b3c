"""Numbers in columns mean the same everywhere, in the compiled kernel too."""

from simulation.codes import DAY, SPOKEN, Act, CaseClass, Channel, Review
from simulation.service import kernel
from simulation.service.cases import LEG_KINDS, REVIEWS


def test_the_kernel_means_by_a_class_a_review_and_a_day_what_the_model_means():
    # given that the kernel says its numbers itself: its machine code does not notice edits elsewhere
    assert tuple(CaseClass) == (kernel.EMERGENCY, kernel.MAJOR, kernel.GENERAL)
    assert (kernel.NO_REVIEW, kernel.RELABEL, kernel.EXTEND) == tuple(Review) == tuple(REVIEWS.values())
    assert kernel.DAY == DAY
    assert tuple(LEG_KINDS.values()) == (kernel.WORK, kernel.WAIT, kernel.HOP, kernel.MEET)


def test_to_speak_through_a_channel_has_the_number_of_the_channel():
    assert [Act[channel.name] for channel in SPOKEN] == [int(channel) for channel in SPOKEN]
    assert not {Act.SELFHELP, Act.SILENCE} & set(map(int, Channel))
    assert Act.words() == ("worker", "hotline", "app", "council", "selfhelp", "silence")
