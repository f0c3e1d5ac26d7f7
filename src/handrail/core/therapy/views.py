"""The child's view of a step: what the child answered, or, of one too young, what was seen.

Clinical §2.4 (c) asks for the child's view and says nothing of age; §7.5 says that below three a
child has no idea of separation, and §2.4 rates the youngest by what is observed. So below
`asked_from_age` (a practice setting of ours, next_step.toml) a child is observed, not asked. What
was seen is marked as seen, is told in what was seen, and is never the child's yes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

ASKED = ("yes", "not_yet", "no")
AT_EASE = "seen_at_ease"
NOT_AT_EASE = "seen_not_at_ease"
OBSERVED = (AT_EASE, NOT_AT_EASE)
ANSWERS = (*ASKED, *OBSERVED)
GOES_ON = ("yes", AT_EASE)
"""With these a contact may begin today."""
HOLDS_TODAY = ("no", NOT_AT_EASE)
"""With these it does not begin today, whatever was decided before."""

IN_WORDS: Mapping[str, str] = {
    "yes": "yes",
    "not_yet": "not yet",
    "no": "no",
    AT_EASE: "seen at ease; too young to be asked",
    NOT_AT_EASE: "seen not at ease; too young to be asked",
}


def years_old(born: str, on: date) -> int | None:
    """Whole years on a day of somebody born on a day, in a month or in a year; None: not known.

    A month or a year is taken at its end, so that nobody is made older than they are.
    """
    if not born:
        return None
    year, *rest = (int(part) for part in born.split("-"))
    month = rest[0] if rest else 12
    day = rest[1] if len(rest) > 1 else 31
    return on.year - year - ((on.month, on.day) < (month, day))


def too_young(born: str, on: date, asked_from_age: int) -> bool:
    """Whether a child is observed, not asked, on a day; one whose age is not known is asked."""
    years = years_old(born, on)
    return years is not None and years < asked_from_age


def told(view: str, about: str) -> str:
    """A view as a sentence without its full stop: "The child said no to step 5, Outing"."""
    if view in OBSERVED:
        at_ease = "at ease" if view == AT_EASE else "not at ease"
        return f"The child, too young to be asked, was seen {at_ease} before {about}"
    return f"The child said {IN_WORDS[view]} to {about}"


def not_on_record(about: str, *, observed: bool) -> str:
    """That a view is missing, and how it is found."""
    if observed:
        return (
            f"Nothing was written down of how the child was seen before {about}. Observe, since "
            "the child is too young to be asked, and write down what you saw."
        )
    return f"The child was not asked about {about}. Ask, alone, and write the answer down."


def against_view(answer: str, *, words: str, young: bool, asked_from_age: int) -> Iterator[str]:
    """Everything against keeping this answer of a child: one who is too young is observed, and
    what is observed says what was seen. A no or not yet is taken at any age.

    words: what the child said, or what was seen.
    """
    if answer not in ANSWERS:
        yield f"{answer!r} is no answer here. Choose one of {', '.join(ANSWERS)}."
        return
    if answer == "yes" and young:
        yield (
            f"A child below {asked_from_age} is observed, not asked, and has no yes on record "
            "here. Write down what you saw."
        )
    if answer in OBSERVED and not young:
        yield (
            f"A child of {asked_from_age} or older is asked. Only one who is too young is "
            "observed instead."
        )
    if answer in OBSERVED and not words.strip():
        yield "Say what you saw: where, with whom, what the child did. It stands for the view."
