"""The rest of the oracle: alarms AL1-AL7, goals, measures, refused rungs, the whole answer.

Like oracle.py slow, plain and without anything from the program; the readings stand there.
"""

import datetime
import math

from tests.core.family_file import oracle
from tests.core.family_file.oracle import contact_of, judged, key_of, sessions_of

POINTS = {  # clinical §4.5; all of these are better when lower
    "psc17.total": 6,
    "psc17.internalizing": 3,
    "psc17.attention": 3,
    "psc17.externalizing": 4,
    "phq9": 6,
    "gad7": 4,
}


def day(text):
    return datetime.date.fromisoformat(text)


def weeks(data, number):
    """The first day of a numbered week; week 1 is the week of the first session."""
    first = day(sessions_of(data)[0]["on"] if data["sessions"] else "1900-01-01")
    monday = first - datetime.timedelta(days=first.weekday())
    return monday + datetime.timedelta(days=7 * (number - 1))


def earlier(data, number, child):
    """This child's held, planned contacts up to and with this session."""
    found = []
    for session in sessions_of(data)[: number + 1]:
        contact = contact_of(session)
        came = contact and contact.get("held") and not contact.get("unplanned")
        if came and key_of(data, contact)[0] == child:
            found.append(contact)
    return found


def distress_rising(data, number, child):
    rated = [contact["distress"] for contact in earlier(data, number, child)]
    before = [one["peak"] for one in rated[-4:-1]]
    if len(before) == 3 and 3 * rated[-1]["peak"] - sum(before) >= 6:
        return True
    return len(rated) > 1 and all(one["after"] > one.get("before", 99) for one in rated[-2:])


def stalled(data, number):
    stay = [(on, c) for on, c in oracle.stay_at(data, number) if judged(data, c)[1]]
    if not stay:
        return None
    days = day(sessions_of(data)[number]["on"]) - day(stay[0][0])
    return len(stay) > 8 or days.days > 70


def measured_on(data, measure):
    return day(measure["on"]) if "on" in measure else weeks(data, measure["week"])


def changes(data, measures):
    """(scale, respondent, about) -> label, first against last interpretable score."""
    series = {}
    for measure in sorted(measures, key=lambda one: measured_on(data, one)):
        usable = measure.get("interpretable", True)
        usable = usable and measure.get("respondent_had_contact_in_window", True)
        instrument = measure["instrument"]
        scores = {f"{instrument}.{k}": v for k, v in measure.get("subscales", {}).items()}
        if "total" in measure:
            scores["psc17.total" if instrument == "psc17" else instrument] = measure["total"]
        for scale, score in scores.items():
            points = series.setdefault((scale, measure["respondent"], measure["about"]), [])
            if usable:
                points.append(score)
    return {name: label(name[0], points) for name, points in series.items()}


def label(scale, points):
    if len(points) < 2:
        return "not_computable"
    if abs(points[-1] - points[0]) < POINTS[scale]:
        return "no_reliable_change"
    return "reliable_worsening" if points[-1] > points[0] else "reliable_improvement"


def worsening(data, number, child):
    on = day(sessions_of(data)[number]["on"])
    about = [m for m in data.get("measures", []) if m["about"] == child]
    so_far = [m for m in about if measured_on(data, m) <= on]
    return "reliable_worsening" in changes(data, so_far).values() if so_far else None


def attendance(data, number, key, who):
    """Who was to make a contact possible and did, or did not; nobody else's doing is in it."""
    came = []
    for session in sessions_of(data)[: number + 1]:
        contact = contact_of(session)
        if contact is None or contact.get("unplanned") or key_of(data, contact) != key:
            continue
        missed = contact.get("not_held_because") == "other_parent_did_not_bring"
        if who == "visiting":
            missed = oracle.missed_by_visiting_parent(contact)
        if contact["held"] or missed:
            came.append(contact["held"])
    if not came:
        return None
    return came[-2:] == [False, False] or (len(came) > 5 and sum(came[-6:]) < 4.5)


def conditions(data, number, heard):
    """(alarm, subject) -> True, False or None (not known) at one contact."""
    session = sessions_of(data)[number]
    contact = contact_of(session)
    key = key_of(data, contact)
    found = {("safety", key): heard or oracle.own_stop(data, contact, session["on"])}
    if contact.get("held") and not contact.get("unplanned"):
        found["distress_rising", key[0]] = distress_rising(data, number, key[0])
        values = [value for _, value in oracle.answers(contact)]
        found["after_effect", key[0]] = max(values) >= 2 if values else None
    found["stalled", key] = stalled(data, number)
    found["reliable_worsening", key[0]] = worsening(data, number, key[0])
    found["pace_mismatch", ""] = oracle.pace_mismatch(data, number)
    if not contact.get("unplanned"):
        for who in ("visiting", "other"):
            found["attendance", (*key, who)] = attendance(data, number, key, who)
    return found


IN_A_ROW = ("child_declined", "other_parent_did_not_bring", "visiting_parent_cancelled")


def reviews(data, number):
    """The reviews a contact opens (points b, e, f, h)."""
    contact = contact_of(sessions_of(data)[number])
    if contact.get("unplanned"):
        return ["unplanned"]
    if not contact["held"]:
        return ["not_held_twice"] if second_in_a_row(data, number) else []
    values = [value for _, value in oracle.answers(contact)]
    apart = bool(values) and max(values) - min(values) >= 2
    return ["informants_differ"] * apart + ["not_clear"] * bool(oracle.unclear_signs(contact))


def second_in_a_row(data, number):
    """This contact and the planned one before it on the ladder both fell out, uncounted, for one
    of three causes."""
    this = contact_of(sessions_of(data)[number])
    planned = [contact_of(session) for session in sessions_of(data)[: number + 1]]
    planned = [c for c in planned if c and not c.get("unplanned")]
    planned = [c for c in planned if key_of(data, c) == key_of(data, this)]
    return len(planned) > 1 and all(
        c.get("not_held_because") in IN_A_ROW and not oracle.missed_by_visiting_parent(c)
        for c in planned[-2:]
    )


def contacts(data):
    """What the rule says of each contact, in time order."""
    found, ringing = [], set()
    for number, session in enumerate(sessions_of(data)):
        contact = contact_of(session)
        if contact is None:
            continue
        locked, heard = oracle.stops_until(data, number)
        key, alarms = key_of(data, contact), []
        for name, true in conditions(data, number, heard).items():
            if true and name not in ringing:
                alarms.append(name[0])
            if true is not None:
                ringing = ringing | {name} if true else ringing - {name}
        missed = not contact.get("unplanned") and not contact["held"]
        coded = missed and oracle.missed_by_visiting_parent(contact)
        found.append(
            {
                "session": session["id"],
                "child": key[0],
                "parent": key[1],
                "rung": contact["rung"],
                "settled": judged(data, contact)[0],
                "proposal": oracle.proposal(data, number, locked),
                "alarms": sorted(alarms),
                "coded_to": key[1] if coded else None,
                "opens_review": reviews(data, number),
            }
        )
    return found


def change(data):
    """The labels by the keys of the replay's answer."""
    series = {(m["instrument"], m["respondent"], m["about"]) for m in data.get("measures", [])}
    found = {}
    for (scale, respondent, about), label in changes(data, data.get("measures", [])).items():
        several = sum(scale.startswith(instrument) for instrument, _, _ in series) > 1
        found[f"{scale}@{respondent}/{about}" if several else scale] = label
    return found


def goal_attainment(data):
    labels = [label for goal in data.get("goals", []) for label in goal["scores"]]
    found = {}
    for name in labels:
        weighted = squares = total = 0.0
        for goal in data["goals"]:
            if name in goal["scores"]:
                weighted += goal["weight"] * goal["scores"][name]
                squares += goal["weight"] ** 2
                total += goal["weight"]
        found[name] = round(50 + 10 * weighted / math.sqrt(0.7 * squares + 0.3 * total**2), 1)
    return found


def refused(data):
    """The rungs that the order does not permit on the last day of the file."""
    days = [session["on"] for session in data.get("sessions", [])]
    last = max(days + [order["signed_on"] for order in data.get("orders", [])], default="")
    return [
        (ladder["child"], ladder["parent"], rung["id"])
        for ladder in data["ladders"]
        for rung in ladder["rungs"]
        if not oracle.permitted(data, rung["modality"], last)
    ]
