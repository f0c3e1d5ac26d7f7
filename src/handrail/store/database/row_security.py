"""Migration operations for what the two engines do differently: policies, grants, triggers.

A table that holds facts about people or cases gets one line in its migration:

    operations = [migrations.CreateModel(...), by_case("records_note")]

and a `Guarded` manager on its model. On SQLite these operations do nothing.

Read policies, insert policies and update policies are separate; what is not granted is refused.
Nobody may DELETE unless a grant says so. The portal and court roles get no right on a `records_`
table: `by_case` refuses to give one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation

from handrail.store.database.engine import CLINIC, COURT, OWNER, PORTAL, WORKER

STAFF = (CLINIC, WORKER)
Verb = Literal["SELECT", "INSERT", "UPDATE", "DELETE", "ALL"]


@dataclass(frozen=True)
class Policy:
    """Which rows `to` may touch by `verb`: SQL that is true for them, before and after."""

    verb: Verb
    to: tuple[str, ...]
    rule: str

    def sql(self, table: str, number: int) -> str:
        using = f" USING ({self.rule})" if self.verb != "INSERT" else ""
        check = f" WITH CHECK ({self.rule})" if self.verb in {"INSERT", "UPDATE", "ALL"} else ""
        name = f"{table}_{self.verb.lower()}_{number}"
        roles = ", ".join(self.to)
        return f'CREATE POLICY {name} ON "{table}" FOR {self.verb} TO {roles}{using}{check}'


class _Forward(Operation):
    """An operation on one engine that changes no model and is never taken back."""

    reversible = False

    def state_forwards(self, app_label: str, state: Any) -> None:
        pass

    def database_backwards(self, *arguments: Any) -> None:
        raise NotImplementedError("Handrail's migrations only go forward")


class PerEngine(_Forward):
    """Plain SQL statements, a list for each engine."""

    def __init__(self, *, sqlite: Sequence[str] = (), postgresql: Sequence[str] = ()) -> None:
        self.statements = {"sqlite": sqlite, "postgresql": postgresql}

    def database_forwards(
        self, app_label: str, editor: BaseDatabaseSchemaEditor, before: Any, after: Any
    ) -> None:
        for statement in self.statements[editor.connection.vendor]:
            editor.execute(statement, params=None)

    def describe(self) -> str:
        return "SQL of its own for each engine"


class Grants(_Forward):
    """Who may do what with a table that carries no row-level security: {role: "SELECT, …"}."""

    def __init__(self, table: str, rights: Mapping[str, str]) -> None:
        self.table = table
        self.rights = rights

    def database_forwards(
        self, app_label: str, editor: BaseDatabaseSchemaEditor, before: Any, after: Any
    ) -> None:
        if editor.connection.vendor == "postgresql":
            for statement in self.statements():
                editor.execute(statement, params=None)

    def statements(self) -> list[str]:
        revoked = f'REVOKE ALL ON "{self.table}" FROM PUBLIC'
        granted = [
            f'GRANT {rights} ON "{self.table}" TO {role}' for role, rights in self.rights.items()
        ]
        return [revoked, *granted]

    def describe(self) -> str:
        return f"Rights on {self.table}"


class RowSecurity(Grants):
    """Forced row-level security with these policies, besides the grants."""

    def __init__(
        self, table: str, *, policies: Sequence[Policy], rights: Mapping[str, str]
    ) -> None:
        super().__init__(table, rights)
        self.policies = policies

    def statements(self) -> list[str]:
        return [
            f'ALTER TABLE "{self.table}" ENABLE ROW LEVEL SECURITY',
            f'ALTER TABLE "{self.table}" FORCE ROW LEVEL SECURITY',
            *(policy.sql(self.table, at) for at, policy in enumerate(self.policies)),
            *super().statements(),
        ]

    def describe(self) -> str:
        return f"Row-level security on {self.table}"


def same_practice(table: str, column: str, referenced: str) -> PerEngine:
    """`table`.`column` points to a row of `referenced` of the same practice, or the row is refused.

    PostgreSQL: a foreign key over both columns (it looks through row-level security). SQLite: a
    trigger. Both raise IntegrityError. Run `unique_with_practice(referenced)` before it.
    """
    name = f"{table}_{column}_same_practice"
    constraint = f"""
        ALTER TABLE "{table}" ADD CONSTRAINT {name}
        FOREIGN KEY ({column}, practice_id) REFERENCES "{referenced}" (id, practice_id)"""
    trigger = f"""
        CREATE TRIGGER {name} BEFORE INSERT ON "{table}" WHEN NOT EXISTS (
            SELECT 1 FROM "{referenced}"
            WHERE id = NEW.{column} AND practice_id = NEW.practice_id
        ) BEGIN SELECT RAISE(ABORT, '{name}'); END"""  # noqa: S608 - names from our migrations
    return PerEngine(postgresql=[constraint], sqlite=[trigger])


def unique_with_practice(table: str) -> PerEngine:
    """What `same_practice` needs on the table that is pointed to."""
    name = f"{table}_with_practice"
    return PerEngine(
        postgresql=[f'ALTER TABLE "{table}" ADD CONSTRAINT {name} UNIQUE (id, practice_id)']
    )


def in_visible_cases(column: str = "case_id") -> str:
    """SQL: this row is about a case whose team the person asking belongs to now.

    The inner SELECT is evaluated once per statement, so the index on `column` is used.
    """
    return f"{column} = ANY ((SELECT handrail_visible_cases())::uuid[])"


def by_case(
    table: str,
    *,
    column: str = "case_id",
    rights: str = "SELECT, INSERT, UPDATE",
    roles: tuple[str, ...] = STAFF,
) -> RowSecurity:
    """Rows belong to the team of their case, for reading and for writing."""
    if table.startswith("records_") and {PORTAL, COURT} & set(roles):
        raise ValueError(f"{table}: portal and court never get a right on a clinical record")
    rule = in_visible_cases(column)
    verbs: tuple[Verb, ...] = ("SELECT", "INSERT", "UPDATE")
    return RowSecurity(
        table,
        policies=[Policy(verb, roles, rule) for verb in verbs],
        rights=dict.fromkeys(roles, rights),
    )


def owner_reads() -> Policy:
    """The owner role may read every row: for functions that run as owner, and for `verify`."""
    return Policy("SELECT", (OWNER,), "true")


def definer_function(signature: str, *, returns: str, body: str, to: Sequence[str]) -> list[str]:
    """SQL for a read-only function that runs as the owner, callable by the roles in `to` alone.

    Each such function stands on the allowlist of the catalog test.
    """
    name = signature.split("(")[0]
    create = f"""
        CREATE FUNCTION {signature} RETURNS {returns} LANGUAGE sql STABLE SECURITY DEFINER
        SET search_path = pg_catalog, public, pg_temp AS $${body}$$"""
    return [
        create,
        f"REVOKE ALL ON FUNCTION {name} FROM PUBLIC",
        f"GRANT EXECUTE ON FUNCTION {name} TO {', '.join(to)}",
    ]
