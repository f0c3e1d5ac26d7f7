"""The family map: people and homes, many to many, and how they are related, as of a day."""

from __future__ import annotations

from handrail.core.figures import svg
from handrail.core.figures.family_map.family import (
    Family,
    Household,
    Member,
    Person,
    Relation,
    RelationKind,
)
from handrail.core.figures.family_map.sheet import Sheet
from handrail.core.figures.family_map.words import FamilyWords
from handrail.core.figures.figure import Figure, Key, Table
from handrail.core.figures.lettering import plain
from handrail.core.figures.wording import sentence

__all__ = [
    "Family",
    "FamilyWords",
    "Household",
    "Member",
    "Person",
    "Relation",
    "RelationKind",
    "draw",
]


def draw(family: Family, *, uid: str, words: FamilyWords | None = None) -> Figure:
    """The map, wide (760 and more) and turned for a phone (354 and more), and its table.

    uid: begins the ids inside the page. Raises ValueError when it cannot be one.
    """
    words = words or FamilyWords()
    family = plain(family)
    told = _told(family, words)
    wide = Sheet(family, words, turned=False)
    return Figure(
        title=words.title,
        svg_wide=wide.draw(uid=uid, told=told),
        svg_narrow=Sheet(family, words, turned=True).draw(uid=f"{uid}-n", told=told),
        summary=_summary(family, words),
        description=told,
        table=_table(family, words),
        keys=_keys(family, words, has_echo=any(chip.echo for chip in wide.arrangement.chips)),
    )


def _summary(family: Family, words: FamilyWords) -> str:
    """Six people in three homes, as of 21 July 2025."""
    counted = words.language.counted
    return sentence(
        words.summary.format(
            people=counted(len(family.people), words.people),
            homes=counted(len(family.households), words.homes),
            date=words.language.long(family.on, year=True),
        )
    )


def _told(family: Family, words: FamilyWords) -> str:
    """Who lives in each home, and who in none."""
    told = [_summary(family, words)]
    for home in family.households:
        names = [person.name for person in family.people if home.has(person.id)]
        people = words.language.listed(names) or words.nobody
        told.append(sentence(words.lives.format(home=home.name, people=people)))
    alone = [person.name for person in family.people if not family.homes(person.id)]
    if alone:
        people = words.language.listed(alone)
        told.append(sentence(words.lives.format(home=words.no_home, people=people)))
    return " ".join(told)


def _table(family: Family, words: FamilyWords) -> Table:
    """A row for each person: every relation from their side, every home."""
    names = {person.id: person.name for person in family.people}
    rows = tuple(
        (
            person.name,
            words.language.comma.join(_relations(person, family, names, words)),
            words.language.comma.join(_homes(person, family, words)) or words.no_home,
            person.born,
        )
        for person in family.people
    )
    return Table(words.headers, rows)


def _relations(
    person: Person, family: Family, names: dict[str, str], words: FamilyWords
) -> list[str]:
    said = []
    for relation in family.relations:
        if person.id == relation.person:
            pattern, other = words.relations[relation.kind], relation.of
        elif person.id == relation.of:
            pattern, other = words.relations[f"{relation.kind}_of"], relation.person
        else:
            continue
        told = pattern.format(name=names[other])
        if relation.line:
            told = words.told.format(relation=told, line=relation.line)
        said.append(told)
    return said


def _homes(person: Person, family: Family, words: FamilyWords) -> list[str]:
    said = []
    for home in family.homes(person.id):
        how = next(member.how for member in home.members if member.person == person.id)
        said.append(words.how.format(home=home.name, how=how) if how else home.name)
    return said


def _keys(family: Family, words: FamilyWords, *, has_echo: bool) -> tuple[Key, ...]:
    """The legend: shapes, then the lines that are in this map."""
    kinds = {relation.kind for relation in family.relations}
    keys = [
        _key(svg.rect("fig-person", 2, 4, 34, 16, round_=8), words.key_child),
        _key(svg.rect("fig-person", 2, 4, 34, 16, round_=4), words.key_adult),
        _key(svg.rect("fig-home", 2, 3, 34, 18, round_=7), words.key_home),
    ]
    if has_echo:
        echo = svg.rect("fig-person fig-person-echo", 2, 4, 34, 16, round_=4)
        keys.append(_key(echo, words.key_echo))
    for kind in ("parent", "grandparent", "partner", "ex_partner"):
        if kind in kinds:
            keys.append(_key(_key_line(kind), str(getattr(words, f"key_{kind}"))))
    return tuple(keys)


def _key_line(kind: str) -> str:
    line = svg.path(f"fig-kin fig-kin-{kind}", (2, 12), (36, 12))
    if kind != "ex_partner":
        return line
    return line + "".join(svg.line("fig-kin", x, 19, x + 8, 5) for x in (12, 19))


def _key(inside: str, words: str) -> Key:
    return Key(svg.small_drawing(inside, width=38, height=24), words)
