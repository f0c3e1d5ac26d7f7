"""HR-1 a second time: slow, plain, over the raw JSON, with nothing taken from the program.

Written from clinical §2.4 with points (a)-(j), §4.5, §5.2-5.4 and the format's reading notes; the
differential test holds the replay against it. Every contact is worked out again from the whole
file. Where those texts are silent, the readings below are the project's (practice settings):

R1  A known failing makes a contact unsettled even while the 48-hour answer is missing.
R2  One answer without a name is one adult's. A child's own answer is not an adult's.
R3  "In a row" skips contacts that do not count; an unsettled one that does not count towards
    DOWN, or one still awaited, breaks the row.
R4  `not_yet` about the next rung holds like `no`. The latest answer stands: by its day, then by
    its place in the file.
R5  A held, planned contact on a rung the order does not permit breaches the order: a stop.
R6  An order signed after the day of the first contact, and a safety outcome against contact, lock
    every ladder. Without a name, so do a concern and a clearing.
R7  A clearing with a session or contact comes before its contact; one with a contact also lifts
    what that contact itself caused.
R8  A contact nobody planned enters no rung and is in nobody's way.
R9  A not-held contact for "other" is not counted. A planned one on another rung enters that rung.
R10 Ten weeks are counted from the first contact that counted on the rung to the present one.
R11 An alarm rings for a ladder (safety, stalled), a child (distress, after-effect, worsening) or
    a person on a ladder (attendance); what is not known leaves it as it was.
R12 A concern outside a contact is listed at the first contact that it locks.
R13 While AL6 is true it holds every step up in the case; it holds nothing else back.
"""

LIMITS = {"peak": 6, "after": 3, "adherence": 4, "after_effect": 1, "up": 3, "down": 2}


def listed(value):
    return [] if value is None else value if isinstance(value, list) else [value]


def sessions_of(data):
    return sorted(data.get("sessions", []), key=lambda session: session["on"])


def contact_of(session):
    """The contact to be judged, or None."""
    contact = session.get("contact")
    return None if contact is None or contact.get("planned") else contact


def ladder_of(data, contact):
    for ladder in data["ladders"]:
        child, parent = ladder["child"], ladder["parent"]
        if contact.get("child", child) == child and contact.get("parent", parent) == parent:
            return ladder
    raise AssertionError("no ladder")


def key_of(data, contact):
    ladder = ladder_of(data, contact)
    return ladder["child"], ladder["parent"]


def children(data):
    return [p["id"] for p in data["people"] if p["seat"] in ("child", "sibling")]


def child_meant(data, session, entry, in_contact=False):
    """Whom a view or concern is about, or None when nobody can tell."""
    if entry.get("child"):
        return entry["child"]
    if session.get("child") and not in_contact:
        return session["child"]
    if session.get("contact"):
        return key_of(data, session["contact"])[0]
    there = [one for one in session.get("present", []) if one in children(data)]
    return there[0] if len(there) == 1 else None


# --- settled (HR-1, points a, b, d, e, f, h)


def answers(contact):
    """The 48-hour answers as (who, value)."""
    raw = contact.get("after_effect_48h")
    if isinstance(raw, list):
        return [(one["by"], one["value"]) for one in raw]
    return [] if raw is None else [("somebody", raw)]


def missed_by_visiting_parent(contact):
    why = contact.get("not_held_because")
    late = contact.get("notice_hours", 0) < 24
    return why == "visiting_parent_absent" or (why == "visiting_parent_cancelled" and late)


def ended_for_distress(contact):
    early = contact.get("ended_early_for_distress") or contact.get("stop_card") == "used_and_ended"
    return bool(early) and bool(contact.get("held"))


def unclear_signs(contact):
    signs = {"frozen", "flat", "overcompliant", "body_pain"}
    return signs & set(contact.get("observed_flags", []))


def judged(data, contact):
    """(settled, counted, towards DOWN)"""
    if contact.get("unplanned"):
        return None, False, False
    if not contact["held"]:
        missed = missed_by_visiting_parent(contact)
        return (False, True, True) if missed else (None, False, False)
    failed = []
    if contact["distress"]["peak"] > LIMITS["peak"]:
        failed.append("peak")
    if contact["distress"]["after"] > LIMITS["after"]:
        failed.append("after")
    if contact["parent_adherence"] < LIMITS["adherence"]:
        failed.append("adherence")
    if contact.get("critical_incident") or contact.get("disclosure"):
        failed.append("incident")
    if ended_for_distress(contact):
        failed.append("early")
    unclear = unclear_signs(contact)
    values = [value for _, value in answers(contact)]
    high = [who for who, value in answers(contact) if value > LIMITS["after_effect"]]
    apart = bool(values) and max(values) - min(values) >= 2
    if not (failed or unclear or high or apart):
        return (True if values else None), True, False
    an_adult_alone = len(set(high)) <= 1 and not set(high) & set(children(data))
    return False, True, bool(failed) or not an_adult_alone


# --- what the order permits (simple orders)


def permitted(data, modality, on):
    if modality == "none":
        return True
    in_force, lists = [], 0
    for order in data.get("orders", []):
        signed = order.get("signed_on", "1900-01-01")
        replaced = any(
            order["id"] in listed(later.get("supersedes")) and later["signed_on"] <= on
            for later in data["orders"]
        )
        if signed <= on and not replaced:
            lists += any("permitted" in clause for clause in order.get("clauses", []))
            if on < order.get("expires", "9999-99"):
                in_force.append(order)
    named = [
        (order["signed_on"], modality in clause["permitted"])
        for order in in_force
        for clause in order.get("clauses", [])
        if "permitted" in clause
    ]
    if (lists and not named) or any(not holds for _, holds in named):
        return False
    for order in in_force:
        for clause in order.get("clauses", []):
            banned = modality in clause.get("not_without_further_order", [])
            if banned and not any(ok and signed > order["signed_on"] for signed, ok in named):
                return False
    return True


def modality_of(ladder, rung):
    return next(one["modality"] for one in ladder["rungs"] if one["id"] == rung)


def breaches(data, contact, on):
    if contact.get("unplanned") or not contact.get("held"):
        return False
    return not permitted(data, modality_of(ladder_of(data, contact), contact["rung"]), on)


# --- stops (HR-1 STOP, point i)


def locked_for(data, child):
    """Every ladder that a stop about this child locks; None is everybody."""
    homes = {p["id"]: set(listed(p.get("household"))) for p in data["people"]}
    return {
        (ladder["child"], ladder["parent"])
        for ladder in data["ladders"]
        if child is None or ladder["child"] == child or homes[ladder["child"]] & homes[child]
    }


def own_stop(data, contact, on):
    """Whether the contact itself stops everything."""
    own = contact.get("critical_incident") or contact.get("disclosure")
    return bool(own) or breaches(data, contact, on)


def stops_until(data, last):
    """(ladders locked at the last of these sessions, whether a concern is listed there)."""
    sessions = sessions_of(data)[: last + 1]
    locked, unheard, seen_orders, safety = set(), [], set(), data.get("safety", {})
    first = min(s["on"] for s in sessions_of(data) if contact_of(s))
    for number, session in enumerate(sessions):
        on, contact = session["on"], contact_of(session)
        against = safety.get("outcome") in ("contact_contraindicated", "refer_out")
        if against and safety.get("on", on) <= on:
            locked |= locked_for(data, None)
            safety = {}
        for order in data.get("orders", []):
            if first < order.get("signed_on", "") <= on and order["id"] not in seen_orders:
                seen_orders.add(order["id"])
                locked |= locked_for(data, None)
        told = session.get("disclosure")
        if told or session.get("critical_incident"):
            entry = told if isinstance(told, dict) else {}
            concerned = locked_for(data, child_meant(data, session, entry))
            locked |= concerned
            unheard.append(concerned)
        for holder in (session, session.get("contact", {})):
            if "cleared" in holder:
                lifted = cleared_ladders(data, holder["cleared"])
                locked -= lifted
                unheard = [ladders - lifted for ladders in unheard]
        if contact is None:
            continue
        key = key_of(data, contact)
        heard = any(key in ladders for ladders in unheard)
        unheard = [ladders for ladders in unheard if key not in ladders]
        if number == last:
            return locked, heard
        if own_stop(data, contact, on) or contact.get("decision", {}).get("move") == "STOP":
            locked |= locked_for(data, key[0])
            if "cleared" in contact:
                locked -= cleared_ladders(data, contact["cleared"])
    raise AssertionError("not a contact")


def cleared_ladders(data, entry):
    entry = {} if entry is True else entry
    return {
        (ladder["child"], ladder["parent"])
        for ladder in data["ladders"]
        if entry.get("child", ladder["child"]) == ladder["child"]
        and entry.get("parent", ladder["parent"]) == ladder["parent"]
    }


def stay_at(data, number):
    """The contacts on this rung since it was entered, this one last: (day, contact)."""
    sessions = sessions_of(data)
    this = contact_of(sessions[number])
    found, rung = [(sessions[number]["on"], this)], this["rung"]
    for session in reversed(sessions[:number]):
        contact = contact_of(session)
        if contact is None or key_of(data, contact) != key_of(data, this):
            continue
        if contact.get("decision", {}).get("move") in ("UP", "DOWN"):
            break
        if contact.get("unplanned"):
            continue
        if this.get("unplanned") and len(found) == 1:
            rung = contact["rung"]
        if contact["rung"] != rung:
            break
        found.insert(0, (session["on"], contact))
    return found


def view_of(data, number, child, rung):
    """The child's latest answer about a rung by that session."""
    sessions = sessions_of(data)
    latest = ("", None)
    for session in sessions[: number + 1]:
        for holder in (session, session.get("contact", {})):
            view = holder.get("child_view")
            if not view or view["rung"] != rung:
                continue
            whose = child_meant(data, session, view, in_contact=holder is not session)
            asked_on = view.get("on", session["on"])
            if whose in (None, child) and latest[0] <= asked_on <= sessions[number]["on"]:
                latest = (asked_on, view["answer"])
    return latest[1]


def pace_mismatch(data, number):
    """A child's last two answers are both "too fast", or somebody's last felt-safe is 4 or less."""
    paces, safe = {}, {}
    for session in sessions_of(data)[: number + 1]:
        for check in session.get("session_checks", []):
            if "pace" in check and check["by"] in children(data):
                paces.setdefault(check["by"], []).append(check["pace"])
            safe[check["by"]] = check.get("felt_safe", safe.get(check["by"]))
    if not safe:
        return None
    fast = any(given[-2:] == ["too_fast", "too_fast"] for given in paces.values())
    return fast or any(value is not None and value <= 4 for value in safe.values())


def proposal(data, number, locked):
    session = sessions_of(data)[number]
    this, on = contact_of(session), session["on"]
    ladder = ladder_of(data, this)
    if key_of(data, this) in locked or own_stop(data, this, on):
        return "STOP"
    if not judged(data, this)[1]:
        return "NOT_COUNTED"
    counting = [c for _, c in stay_at(data, number) if judged(data, c)[1]]
    in_a_row = counting[-LIMITS["down"] :]
    if ended_for_distress(this):
        return "DOWN"
    if len(in_a_row) == LIMITS["down"] and all(judged(data, c)[2] for c in in_a_row):
        return "DOWN"
    in_a_row = counting[-LIMITS["up"] :]
    if len(in_a_row) < LIMITS["up"] or not all(judged(data, c)[0] is True for c in in_a_row):
        return "HOLD"
    ids = [rung["id"] for rung in ladder["rungs"]]
    above = ids.index(this["rung"]) + 1
    if above == len(ids) or not permitted(data, modality_of(ladder, ids[above]), on):
        return "HOLD"
    if pace_mismatch(data, number):
        return "HOLD"
    view = view_of(data, number, ladder["child"], ids[above])
    return "HOLD" if view in ("no", "not_yet") else "UP"
