"""How one rule file becomes typed values; a wrong one says which file and which key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from licscan.model import Relation
from licscan.rulebook.terms import (
    Cell,
    Cited,
    Condition,
    DutyRule,
    License,
    Limit,
    Matrix,
    Outbound,
    Permit,
    RelationRule,
    Stance,
    Verified,
)

Table = Mapping[str, Any]


def license_from(data: Table) -> License:
    """Build a license from `rules/licenses/<id>.toml`; KeyError tells what is wrong."""
    cells = data["reach"]
    return License(
        id=data["id"],
        name=data["name"],
        category=data["category"],
        verified=_verified(data["verified"]),
        permits=_permits(data["permits"]),
        duties=tuple(_duty(d) for d in data.get("duties", ())),
        limits=tuple(_limit(d) for d in data.get("limits", ())),
        reach={relation: cell_from(cells[relation.value]) for relation in Relation},
        outbound=_outbound(data["outbound"]),
        hosting=data["hosting"]["is"],
        binds_by=data.get("binds-by", "copyright"),
        family=data.get("family", ""),
        version=data.get("version", ""),
        applies_to=tuple(data.get("applies-to", ())),
        reusable=data.get("reusable", False),
        osi_approved=data.get("osi-approved", False),
        duties_unread=data.get("duties-unread", False),
        reach_cited=_cited(cells),
        termination=data.get("termination", {}),
        outputs_claim=data.get("outputs", {}).get("claim", ""),
        outputs_cited=_cited(data.get("outputs", {})),
        notes=tuple(data.get("notes", {}).get("text", ())),
    )


def cell_from(value: Any) -> Cell:
    """Build a reach cell from a word or a table."""
    if isinstance(value, str):
        return Cell(value)
    if "only" in value:
        return Cell("only", terms=tuple(value["only"]))
    if "each" in value:
        return Cell("each", each=tuple((e["stance"], tuple(e["terms"])) for e in value["each"]))
    if "stance" in value:
        return Cell(
            "contested",
            stance=value["stance"],
            strict=cell_from(value["strict"]),
            lenient=cell_from(value["lenient"]),
        )
    return Cell(value["cell"], asks=value.get("asks", ""))


def stance_from(name: str, data: Table) -> Stance:
    """Build a stance from its table in `rules/stances.toml`."""
    return Stance(
        name=name,
        question=data["question"],
        strict=data["strict-reading"],
        lenient=data["lenient-reading"],
        profiles=data["profiles"],
        positions=tuple(data["positions"]),
        verified=data["verified"],
        wording_only=data.get("wording-only", False),
    )


def relation_from(relation: Relation, data: Table) -> RelationRule:
    """Build a relation from its table in `rules/relations.toml`."""
    return RelationRule(
        relation=relation,
        says=data["says"],
        making=data["making"],
        modifies=data["modifies"],
        counts=data.get("counts", True),
        stances=tuple(
            (s["stance"], s["lenient"], s.get("binds-by", "")) for s in data.get("stances", ())
        ),
    )


def matrix_from(data: Table) -> Matrix:
    """Build an authority's matrix from `rules/pairs/<authority>.toml`."""
    rows = data["outgoing"].items()

    def pairs(word: str) -> frozenset[tuple[str, str]]:
        return frozenset((out, inn) for out, row in rows for inn in row.get(word, ()))

    return Matrix(
        authority=data["authority"],
        version=data["version"],
        licenses=frozenset(data.get("licenses", ())),
        yes=pairs("yes"),
        no=pairs("no"),
        undecided=pairs("undecided"),
        verified=data["verified"],
        explained={
            (incoming, entry["decided"] == "yes"): entry["why"]
            for entry in data.get("explained", ())
            for incoming in entry["incoming"]
        },
    )


def _verified(data: Table) -> Verified:
    return Verified(
        how=data["how"],
        on=data["on"],
        source=data.get("source", ""),
        sha256=data.get("sha256", ""),
        url=data.get("url", ""),
        second_reading=data.get("second-reading", ""),
        copy=data.get("copy", ""),
    )


_CITING = ("clause", "pattern", "pattern-file", "verified")


def _permits(data: Table) -> dict[str, Permit]:
    """Acts that are granted and cite nothing of their own stand where the table itself says."""
    grant = _cited(data)
    acts = {act: word for act, word in data.items() if act not in _CITING}
    return {act: _permit(word, grant) for act, word in acts.items()}


def _permit(word: Any, grant: Cited) -> Permit:
    data = {"is": word} if isinstance(word, str) else word
    own = _cited(data)
    granted = data["is"] == "yes" and not own.pattern
    return Permit(data["is"], data.get("note", ""), grant if granted else own)


def _cited(data: Table) -> Cited:
    return Cited(*(data.get(word, "") for word in _CITING))


def _duty(data: Table) -> DutyRule:
    return DutyRule(
        kind=data["kind"],
        on=tuple(data["on"]),
        cited=_cited(data),
        literal=data.get("literal", ""),
        note=data.get("note", ""),
        when=data.get("when", ""),
        asks=data.get("asks", ""),
    )


_LIMIT_WORDS = (
    *("detail", "policy", "scope", "when", "asks", "exempt", "metric", "value", "unit", "per"),
    *("comparison", "effect", "tested", "who", "literal"),
)


def _limit(data: Table) -> Limit:
    return Limit(
        kind=data["kind"],
        binds=tuple(data["binds"]),
        on=tuple(data.get("on", ())),
        cited=_cited(data),
        items=tuple(data.get("items", ())),
        territories=tuple(data.get("territories", ())),
        family_exempt=data.get("family-exempt", False),
        condition=_condition(data) if "all" in data or "any" in data else None,
        **{word: data[word] for word in _LIMIT_WORDS if word in data},
    )


_TEST_WORDS = ("metric", "value", "unit", "per", "comparison", "asks", "when")


def _condition(data: Table) -> Condition:
    """Build a test, or a node over several (`all`, `any`)."""
    if "all" in data or "any" in data:
        return Condition(
            every=tuple(_condition(part) for part in data.get("all", ())),
            some=tuple(_condition(part) for part in data.get("any", ())),
        )
    return Condition(**{word: data[word] for word in _TEST_WORDS if word in data})


def _outbound(data: Table) -> Outbound:
    return Outbound(
        rule=data["rule"],
        carry=data.get("carry", ""),
        compatible=tuple((c["license"], c["how"]) for c in data.get("compatible", ())),
        lenient=data.get("lenient", ""),
        stance=data.get("stance", ""),
        cited=_cited(data),
        keep=data.get("keep", ""),
        note=data.get("note", ""),
        larger_work=data.get("larger-work", ""),
    )
