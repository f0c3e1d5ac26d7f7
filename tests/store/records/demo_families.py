"""The three demo families, read once, and importing them the way the command does."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from handrail.core.family_file.reading import read_family
from handrail.core.family_file.values import Family
from handrail.core.measures.catalogue import catalogue
from handrail.core.therapy.rule import PACKAGED, Rule, load_rule
from handrail.store.accounts.viewer import Viewer, acting_as
from handrail.store.records.actions.import_family import Imported, import_family

NAMES = ("alder", "cedar", "linden")


def content(name: str) -> bytes:
    """The file as it is shipped."""
    return files("handrail.web.demo").joinpath(f"families/{name}.json").read_bytes()


@cache
def family(name: str) -> Family:
    return read_family(content(name), catalogue())


@cache
def rule() -> Rule:
    return load_rule(PACKAGED)


def bring_in(by: Viewer, one: Family) -> Imported:
    """Import in one person's name, each family in a block of its own."""
    with acting_as(by):
        return import_family(
            by=by, family=one, rule=rule(), catalogue=catalogue(), protocol_version="v" * 64
        )
