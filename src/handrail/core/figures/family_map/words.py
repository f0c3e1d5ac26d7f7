"""Every word on the family map and in its table. Defaults are English."""

from __future__ import annotations

from dataclasses import dataclass, field

from handrail.core.figures.wording import ENGLISH, Language


@dataclass(frozen=True, kw_only=True)
class FamilyWords:
    """relations: from the person's side and from the other's, with {names}."""

    language: Language = ENGLISH
    title: str = "Family map"
    summary: str = "{people} in {homes}, as of {date}"
    people: tuple[str, ...] = ("one person", "{n} people")
    homes: tuple[str, ...] = ("one home", "{n} homes")
    lives: str = "{home}: {people}"
    no_home: str = "no home known"
    nobody: str = "nobody"
    born: str = "born {born}"
    here_too: str = "here too"
    how: str = "{home} ({how})"
    told: str = "{relation} ({line})"
    relations: dict[str, str] = field(
        default_factory=lambda: {
            "parent": "parent of {name}",
            "parent_of": "child of {name}",
            "grandparent": "grandparent of {name}",
            "grandparent_of": "grandchild of {name}",
            "partner": "partner of {name}",
            "partner_of": "partner of {name}",
            "ex_partner": "former partner of {name}",
            "ex_partner_of": "former partner of {name}",
        }
    )
    headers: tuple[str, ...] = ("Person", "Relation", "Homes", "Born")
    key_child: str = "a child"
    key_adult: str = "an adult"
    key_home: str = "a home, and who lives in it"
    key_echo: str = "lives here too"
    key_parent: str = "parent and child"
    key_grandparent: str = "grandparent and grandchild"
    key_partner: str = "partners"
    key_ex_partner: str = "former partners"
