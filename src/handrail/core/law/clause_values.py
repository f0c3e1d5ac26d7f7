"""Whether the values of a clause are of the kind its type expects."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from math import isclose, isfinite

from handrail.core.datafile import Mistake
from handrail.core.law.clauses import COMMON, ClauseType, Parameter, clause_types, reporting_levels
from handrail.core.law.days import as_day
from handrail.core.law.modalities import is_known, names

Table = Mapping[str, object]


def problems_with_clause(raw: object, path: str) -> Iterator[Mistake]:
    """Every mistake in one clause as written in a file; parameters nobody knows are no mistake."""
    if not isinstance(raw, Mapping):
        yield Mistake(path, "is no clause", "a table with a type")
        return
    kind = clause_types().get(raw["type"]) if isinstance(raw.get("type"), str) else None
    if kind is None:
        known = ", ".join(sorted(clause_types()))
        yield Mistake(f"{path}.type", f"unknown clause type {raw.get('type')!r}", f"one of {known}")
    else:
        yield from _parameters(raw, kind, path)
    yield from _common(raw, path)


def _parameters(raw: Table, kind: ClauseType, path: str) -> Iterator[Mistake]:
    for name in kind.required:
        if not raw.get(name):
            yield Mistake(f"{path}.{name}", "is missing", f"a {kind.id} clause has to say it")
    for name, value in raw.items():
        if name in kind.parameters and name not in COMMON:
            yield from _value(value, kind.parameters[name], f"{path}.{name}")


def _common(raw: Table, path: str) -> Iterator[Mistake]:
    for name in ("effective", "expires"):
        if name in raw:
            yield from day_problems(raw[name], f"{path}.{name}")
    yield from order_of_days(raw, "effective", "expires", path)
    yield from order_of_days(raw, "start", "end", path)
    yield from order_of_days(raw, "suspended_from", "suspended_until", path)


def order_of_days(raw: Table, first: str, last: str, path: str) -> Iterator[Mistake]:
    """A mistake when both days are there and the last is not after the first."""
    try:
        begins, ends = as_day(raw.get(first)), as_day(raw.get(last), after=True)
    except ValueError:
        return
    if ends <= begins:
        right = f"a day after {begins.isoformat()}"
        yield Mistake(f"{path}.{last}".lstrip("."), f"is not after {first!r}", right)


def day_problems(value: object, path: str) -> Iterator[Mistake]:
    """A mistake when the value is no day, month or year that exists."""
    try:
        as_day(value)
    except ValueError:
        yield Mistake(path, f"{value!r} is no day", "a day such as 2025-02-20, or a month 2025-02")


def _value(value: object, spec: Parameter, path: str) -> Iterator[Mistake]:
    if spec.type == "modality list":
        yield from _modalities(value, path)
    elif spec.type == "day":
        yield from day_problems(value, path)
    elif spec.type == "split":
        yield from _split(value, path)
    elif spec.type == "choice":
        if value not in spec.of:
            yield Mistake(path, f"{value!r} is not known", f"one of {', '.join(spec.of)}")
    else:
        fits, right = _SIMPLE[spec.type]
        if not fits(value):
            yield Mistake(path, f"{value!r} does not fit", right)


def _modalities(value: object, path: str) -> Iterator[Mistake]:
    if not _is_texts(value):
        yield Mistake(path, f"{value!r} does not fit", "a list of forms of contact")
        return
    for index, one in enumerate([value] if isinstance(value, str) else _sequence(value)):
        if not is_known(one):
            right = f"one of {', '.join(names())}"
            yield Mistake(f"{path}[{index}]", f"unknown modality {one!r}", right)


def _split(value: object, path: str) -> Iterator[Mistake]:
    if not isinstance(value, Mapping) or not value or not all(map(_is_share, value.values())):
        yield Mistake(path, f"{value!r} does not fit", "a share from 0 to 100 for each person")
    elif not isclose(sum(value.values()), 100, abs_tol=0.5):
        yield Mistake(path, f"the shares make {sum(value.values())}", "together 100 per cent")


def _sequence(value: object) -> Sequence[object]:
    return value if isinstance(value, Sequence) else ()


def _is_number(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    return isfinite(value) and value >= 0


def _is_share(value: object) -> bool:
    return _is_number(value) and isinstance(value, (int, float)) and value <= 100


def _is_days(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 3660


def _is_texts(value: object) -> bool:
    return isinstance(value, (str, list, tuple)) and all(isinstance(v, str) and v for v in value)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


_SIMPLE: Mapping[str, tuple[Callable[[object], bool], str]] = {
    "text": (_is_text, "a text"),
    "texts": (_is_texts, "a text or a list of texts"),
    "person": (_is_text, "one person's id"),
    "people": (_is_texts, "one person's id or a list of ids"),
    "recipients": (_is_texts, "a list such as court, counsel_a, counsel_b"),
    "days": (_is_days, "a whole number of days, 1 or more"),
    "number": (_is_number, "a number, 0 or more"),
    "flag": (lambda value: isinstance(value, bool), "true or false"),
    "level": (lambda value: value in tuple(reporting_levels()), "one of L0, L1, L2, L3, L4"),
    "anything": (lambda value: value is not None, "a value"),
}
