"""Every column of every table with its class."""

from __future__ import annotations

from handrail.store.database.classes import FieldClass, classes_of
from handrail.web.reference.markdown import bullets, code, table
from handrail.web.reference.markdown import page as whole


def page() -> str:
    """Tables by app; needs Django to be set up."""
    from django.apps import apps

    parts = []
    for model in sorted(apps.get_models(), key=lambda model: model._meta.label):
        classes = classes_of(model)
        if classes:
            rows = ((code(name), str(one)) for name, one in sorted(classes.items()))
            about = " ".join((model.__doc__ or "").split())
            parts += [f"## `{model._meta.label}`", about, table(("Column", "Class"), rows)]
    return whole(
        "Field classes",
        "Every column says what kind of fact it holds. [Why](../explanation/field-classes.md)",
        bullets(f"`{one}`" for one in FieldClass),
        *parts,
        source="the models, @classified",
    )
