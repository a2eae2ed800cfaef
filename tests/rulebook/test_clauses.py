"""Facts are held against the words of a text, within the clause that they name."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from licscan.rulebook import Rulebook, reading
from licscan.rulebook.clauses import KINDS, Fact, Texts, check, claimed, problems
from licscan.rulebook.numbering import Text, clause, read
from licscan.rulebook.terms import DutyRule, License
from licscan.rules_root import read_table, rules_root

SHARED = rules_root().parent.parent / "shared" / "corpus"
TEXT = """\
The Lighthouse Agreement

1. Definitions. "Derivative" means any work that is based on the Beacon.

2. Grant. Subject to this agreement you may use, copy and change the Beacon, and hand it on.
   a) Commercial use is fine.
   b) The grant is personal and non-transferable.

3. What you must do
   3.1 Give every recipient a copy of this agreement.
   3.2 If you change a file:
      (i) mark the file as changed;
      (ii) say on which date.

4. What you must not do
   You must not use the Beacon (a) to mislead ships, or (b) in more than ten towers.

Attachment A

1. No piracy of any kind.
"""


@pytest.mark.parametrize(
    ("name", "holds", "lacks"),
    [
        ("1", "based on the beacon", "use, copy and change"),
        ("2", "commercial use is fine", "give every recipient"),
        ("2(a)", "commercial use is fine", "personal and non-transferable"),
        ("2b", "personal and non-transferable", "commercial use"),
        ("2.b", "personal and non-transferable", "commercial use"),
        ("3.1", "a copy of this agreement", "mark the file"),
        ("3.2(i)", "mark the file as changed", "say on which date"),
        ("3.1-3.2", "mark the file as changed", "must not use the beacon"),
        ("4(a)", "to mislead ships", "more than ten towers"),
        ("4(a)-(b)", "more than ten towers", "no piracy"),
        ("2(a), 3.1", "a copy of this agreement", "mark the file"),
        ("1 (Derivative)", "based on the beacon", "hand it on"),
        ("Attachment A", "no piracy of any kind", "mislead ships"),
        ("definition of Derivative", "based on the beacon", "hand it on"),
        ("preamble", "lighthouse agreement", "derivative"),
    ],
)
def test_clause_is_found_and_ends(name: str, holds: str, lacks: str) -> None:
    text = read(TEXT)
    told = " | ".join(text.words[start:end] for start, end in clause(text, name))
    assert holds in told
    assert lacks not in told


@pytest.mark.parametrize(
    ("text", "name", "holds", "lacks"),
    [
        ("1\\. **Grant**. Use it.\n\n2\\. **Notice**. Keep it.\n", "2", "keep it", "use it"),
        ("第1条 定義\na. 灯台\n\n第2条 許諾\na. 複製\nb. 頒布\n", "2(b)", "頒布", "複製"),
    ],
)
def test_clause_of_another_numbering(text: str, name: str, holds: str, lacks: str) -> None:
    """Numbers that Markdown escapes, and Japanese articles."""
    told = read(text)
    found = " | ".join(told.words[start:end] for start, end in clause(told, name))
    assert holds in found
    assert lacks not in found


@pytest.mark.parametrize("name", ["5", "2(c)", "3.3", "Attachment B", "Warranty"])
def test_clause_that_is_not_there(name: str) -> None:
    assert clause(read(TEXT), name) == ()


def _license(duty: str) -> License:
    data = read_table(rules_root() / "licenses" / "MIT.toml")
    kind = {"kind": "include-license", "on": ["distribute"]}
    cited = dict(line.split(" = ") for line in duty.splitlines())
    data["duties"] = [kind | {key: value.strip('"') for key, value in cited.items()}]
    return reading.license_from(data)


def _duty_problems(duty: str, text: str = TEXT) -> list[str]:
    told = problems(_license(duty), read(text))
    return [problem.says for problem in told if problem.fact.startswith("duty")]


@pytest.mark.parametrize(
    "duty",
    [
        'clause = "3.1"\npattern = "every recipient a copy"',
        'clause = "3"\npattern = "Every  Recipient a copy"',
        'clause = "2(b)"\npattern = "non-transferable"',
        'pattern = "not read at all"\nverified = "memory"',
    ],
)
def test_fact_that_stands_in_its_clause(duty: str) -> None:
    assert _duty_problems(duty) == []


@pytest.mark.parametrize(
    ("duty", "says"),
    [
        ('clause = "3.1"', "cites no words"),
        ('clause = "3.1"\npattern = "every recipient the copy"', "does not hold"),
        ('clause = "3.2"\npattern = "every recipient a copy"', "do not stand in clause 3.2"),
        ('clause = "4"\npattern = "every recipient a copy"', "do not stand in clause 4"),
        ('clause = "7"\npattern = "every recipient a copy"', "does not have: 7"),
        ('pattern = "every recipient a copy"', "names no clause"),
        ('clause = "3.1"\npattern = "a copy"', "too few words"),
        ('clause = "3.1"\npattern = "recipient"', "too few words"),
    ],
)
def test_fact_that_does_not(duty: str, says: str) -> None:
    assert [says in told for told in _duty_problems(duty)] == [True]


def test_text_that_counts_nothing_needs_no_clause() -> None:
    assert _duty_problems('pattern = "give every recipient"', "Give every recipient this.") == []


def test_words_that_stand_everywhere_say_nothing() -> None:
    text = "Keep the notice as it is. " * 20
    assert "in 20 places" in _duty_problems('pattern = "the notice as it is"', text)[0]


def test_a_text_is_known_by_its_hash(tmp_path: Path) -> None:
    (tmp_path / "beacon.txt").write_text(TEXT, encoding="utf-8")
    license = _license('clause = "3.1"\npattern = "every recipient a copy"')
    verified = license.verified._replace(
        source="lighthouse", sha256=hashlib.sha256(TEXT.encode()).hexdigest()
    )
    license = license._replace(verified=verified)
    assert Texts([tmp_path]).of(license) is not None
    assert Texts([]).of(license) is None


BOOK = Rulebook()
TEXTS = Texts([SHARED] if SHARED.is_dir() else [])


@pytest.mark.parametrize("name", BOOK.license_ids())
def test_facts_of_a_license_are_borne_out(name: str) -> None:
    """Each fact that claims to be read in the text cites words that stand in its clause."""
    license = BOOK.license(name)
    assert license is not None
    assert list(problems(license, TEXTS.of(license))) == []


def _refused(license: License, fact: Fact, text: Text, **changed: str) -> bool:
    """Whether the fact is refused when its citation is changed."""
    duty = DutyRule(fact.name, ("distribute",), fact.cited._replace(**changed))
    told = problems(license._replace(duties=(duty,), limits=()), text)
    return any(problem.fact == f"duty {fact.name}" for problem in told)


def test_altered_words_are_refused() -> None:
    """Every pattern of the shipped rules, turned round or with one word changed, fails."""
    looked_up = 0
    for license, fact, text in _looked_up():
        words = fact.cited.pattern.split()
        altered = " ".join([*words[:-1], "beacon"])
        assert _refused(license, fact, text, pattern=altered), (license.id, altered)
        if len(words) > 1:
            turned = " ".join(reversed(words))
            assert _refused(license, fact, text, pattern=turned), (license.id, turned)
        looked_up += 1
    assert looked_up > 1200


def test_clauses_of_other_facts_are_refused() -> None:
    """In texts that keep their numbers, a fact does not stand in the sections of the others."""
    tried = refused = 0
    for license, fact, text in _looked_up():
        section = fact.cited.clause[:1]
        others = {f.cited.clause for f in claimed(license) if f.cited.clause[:1] != section}
        for other in sorted(others) if text.numbered and section.isdigit() else ():
            tried += 1
            refused += _refused(license, fact, text, clause=other)
    assert refused > 0.88 * tried
    assert tried > 2000


def _looked_up() -> Iterator[tuple[License, Fact, Text]]:
    for license in BOOK.licenses():
        text = TEXTS.of(license)
        for fact in claimed(license) if text else ():
            if text and fact.cited.pattern and not fact.cited.pattern_file:
                yield license, fact, text


def test_share_of_facts_that_are_borne_out() -> None:
    """At least 95 of 100 facts that claim a text stand in it; with ScanCode's texts alone, 80."""
    everywhere = SHARED.is_dir()
    counts = check(BOOK, [SHARED] if everywhere else []).counts
    assert set(counts) == {*KINDS, "all"}
    for kind, count in counts.items():
        assert count.found == count.looked_up, kind
        assert count.looked_up >= (0.95 if everywhere else 0.6) * count.claimed, kind
    everything = counts["all"]
    assert everything.found >= (0.95 if everywhere else 0.8) * everything.claimed
    assert everything.patterned >= 0.95 * everything.claimed
