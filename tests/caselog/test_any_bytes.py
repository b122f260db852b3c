"""Whatever is in a file, reading gives a log or one sentence, and no line is lost unseen."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from simulation.caselog import CaseLog, LogError, read_log
from tests.caselog.logs import GOOD, HEADINGS

MARKS = [b"PK\x03\x04", b"PAR1", b"SQLite format 3\0", b"\x1f\x8b", b"{", b"[", b"<log>", b"\xff\xfe", b""]
CELLS = [
    *("1", "2", "", " ", "2011-07-04T07:53", "2011/7/4", "2011-02-30", "03/04/2011"),
    *("路灯", '"open', '"a,b"', "x"),
]
LINES = st.one_of(
    st.sampled_from([GOOD, GOOD.replace("1", "2", 1)]),
    st.lists(st.sampled_from(CELLS), max_size=8).map(",".join),
)
BRIEFLY = settings(max_examples=60, deadline=None)


def read(path) -> CaseLog | None:
    try:
        return read_log(path)
    except LogError as error:
        assert "\n" not in str(error) and str(path) in str(error)
        return None


@BRIEFLY
@example(b"", b"\r\x01")  # a carriage return in the middle of a line
@given(st.sampled_from(MARKS), st.binary(max_size=300))
def test_bytes_of_any_kind_are_a_log_or_one_sentence(tmp_path_factory, mark, rest):
    path = tmp_path_factory.getbasetemp() / "any"
    path.write_bytes(mark + rest)
    read(path)


@BRIEFLY
@given(st.lists(LINES, max_size=8), st.sampled_from(["utf-8", "gbk", "utf-8-sig", "utf-16"]))
def test_every_line_is_a_case_or_has_its_fault(tmp_path_factory, lines, encoding):
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes("\n".join([HEADINGS, *lines, GOOD.replace("1", "9", 1)]).encode(encoding))
    log = read(path)
    assert log is not None
    seen = {*log.cases["line"], *log.faults["line"]}
    # all but the headings: no mark here closes another one, so no record has several lines
    assert seen == set(range(2, len(lines) + 3))
    assert log.cases["line"].is_unique and log.cases["case_id"].is_unique
