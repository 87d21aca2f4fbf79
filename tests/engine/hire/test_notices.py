from muster.engine.hire.notices import NAMED, Notice, listed


def test_a_notice_reads_as_its_sentence() -> None:
    assert str(Notice("weak_link", "Little links A and B.")) == "Little links A and B."


def test_a_long_list_is_cut_and_counted() -> None:
    assert listed(["A", "B"]) == "A, B"
    assert listed([str(number) for number in range(NAMED + 3)]) == "0, 1, 2, 3, 4, 5 and 3 more"
