"""What helped once and may help again."""

from mailtick.registers.references import CATEGORY, PLACE
from mailtick.registers.register import Register, columns_of
from mailtick.store.tables import ArticleRow

ARTICLES = Register(
    name="articles",
    title="Articles",
    row=ArticleRow,
    key=("ref",),
    columns=columns_of(
        ArticleRow,
        csv={
            "ref": "ref",
            "title": "title",
            "symptoms": "symptoms",
            "category": "category",
            "make_model": "make_model",
            "location": "location",
            "first_checks": "first_checks",
            "steps": "steps",
            "incidents": "incidents",
            "reviewed": "reviewed_on",
        },
        refers={"category": CATEGORY, "location": PLACE},
    ),
)
