"""The form of a call as data: its versions, sections, questions and kinds of documents.

Answers and documents hang on the codes of questions and kinds, which stay from version to version:
a corrected form keeps every answer.
"""

from typing import Any, ClassVar, Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from applications.models.calls import Call


class Titled(models.Model):
    """Something with a title in English, and perhaps in French."""

    title_en = models.CharField(_("title in English"), max_length=200)
    title_fr = models.CharField(_("title in French"), max_length=200, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_language(self, "title")


class Helped(models.Model):
    """Something about which help is given, in one language or two."""

    help_en = models.TextField(_("help in English"), blank=True)
    help_fr = models.TextField(_("help in French"), blank=True)

    class Meta:
        abstract = True

    @property
    def help(self) -> str:
        return in_language(self, "help")


class FormVersionQuerySet(models.QuerySet["FormVersion"]):
    """Versions by whether applicants see them."""

    def published(self) -> Self:
        return self.filter(published_at__isnull=False)

    def current_of(self, call: Call) -> "FormVersion | None":
        """The version that a file of the call is written in today."""
        return self.published().filter(call=call).order_by("-number").first()


class FormVersion(models.Model):
    """One version of a call's form; a version without an instant of publication is a draft."""

    in_public_record = False

    call = models.ForeignKey(
        Call, on_delete=models.PROTECT, related_name="form_versions", verbose_name=_("call")
    )
    number = models.PositiveSmallIntegerField(
        _("number"), default=1, validators=[MinValueValidator(1)]
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    what_changed_en = models.TextField(_("what changed, in English"), blank=True)
    what_changed_fr = models.TextField(_("what changed, in French"), blank=True)
    declaration_en = models.TextField(_("declaration, in English"), blank=True)
    declaration_fr = models.TextField(_("declaration, in French"), blank=True)

    objects: ClassVar[FormVersionQuerySet] = FormVersionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("version of a form")
        verbose_name_plural = _("versions of forms")
        ordering = ("call__year", "number")
        constraints = (
            models.UniqueConstraint(
                fields=("call", "number"),
                name="form_version_number_once",
                violation_error_message=_("The call already has a version with this number."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.call}, {self.number}"

    @property
    def what_changed(self) -> str:
        """What changed since the version before, in the reader's language."""
        return in_language(self, "what_changed")

    @property
    def declaration(self) -> str:
        """What one declares by submitting, in the reader's language."""
        return in_language(self, "declaration")


class SectionKind(models.TextChoices):
    """What a section is for."""

    ELIGIBILITY = "eligibility", _("eligibility: asked before the file is begun")
    FORM = "form", _("part of the file")


class FormSection(Helped, Titled):
    """A section of a form: what stands on the task list as one task."""

    in_public_record = False

    version = models.ForeignKey(
        FormVersion, on_delete=models.CASCADE, related_name="sections", verbose_name=_("version")
    )
    slug = models.SlugField(_("code"))
    kind = models.CharField(_("kind"), max_length=16, choices=SectionKind, default=SectionKind.FORM)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    is_our_reading = models.BooleanField(
        _("our reading"),
        default=False,
        help_text=_("The source that names this section is not an official one."),
    )

    class Meta:
        verbose_name = _("section of a form")
        verbose_name_plural = _("sections of forms")
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("version", "slug"),
                name="form_section_once",
                violation_error_message=_("The form already has a section with this code."),
            ),
        )


class QuestionKind(models.TextChoices):
    """What kind of answer a question takes, and so which shape its value has.

    Texts, choices, numbers and dates are text; yes and no are "yes" and "no"; a date is as precise
    as one knows it (2019, 2019-05, 2019-05-20). An amount is {"amount": "1200.50", "currency":
    "EUR"}, links are the rows of `Link`, and a list is of rows by the codes of their columns.
    """

    SHORT_TEXT = "short-text", _("short text")
    LONG_TEXT = "long-text", _("long text")
    CHOICE = "choice", _("choice")
    YES_NO = "yes-no", _("yes or no")
    NUMBER = "number", pgettext_lazy("kind of a question", "number")
    MONEY = "money", _("amount of money")
    DATE = "date", _("date")
    LINKS = "links", _("links")
    ROWS = "rows", _("list of rows")


class Question(Helped):
    """One question. Its code stays the same from version to version.

    `choices` are rows such as {"value": "local", "en": "Local", "fr": "Locale"}. `columns`, for a
    list of rows, are such as {"code": "title", "kind": "short-text", "en": "Title", "fr": "Titre",
    "word_limit": 20, "is_required": true}; a column of choices has "choices", too, and with
    "at_most_each": 3 takes at most three rows of each.
    """

    in_public_record = False

    section = models.ForeignKey(
        FormSection, on_delete=models.CASCADE, related_name="questions", verbose_name=_("section")
    )
    code = models.SlugField(_("code"))
    kind = models.CharField(
        _("kind"), max_length=16, choices=QuestionKind, default=QuestionKind.LONG_TEXT
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    label_en = models.CharField(_("question in English"), max_length=300)
    label_fr = models.CharField(_("question in French"), max_length=300, blank=True)
    clause = models.CharField(
        _("clause"), max_length=300, blank=True, help_text=_("Where the call asks for it.")
    )
    is_our_reading = models.BooleanField(_("our reading"), default=False)
    is_required = models.BooleanField(_("required"), default=True)
    allows_no_relevant_information = models.BooleanField(
        _("may be answered by “no relevant information”"), default=False
    )
    word_limit = models.PositiveIntegerField(_("words at most"), null=True, blank=True)
    at_least = models.PositiveSmallIntegerField(
        _("at least"), null=True, blank=True, help_text=_("Rows or links of a list.")
    )
    at_most = models.PositiveSmallIntegerField(
        _("at most"), null=True, blank=True, help_text=_("Rows or links of a list.")
    )
    choices = models.JSONField(_("choices"), default=list, blank=True)
    columns = models.JSONField(_("columns of a list"), default=list, blank=True)
    eligible_answer = models.CharField(
        _("answer that makes eligible"),
        max_length=50,
        blank=True,
        help_text=_("yes, no or the value of a choice; empty where every answer does."),
    )

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ("section__position", "position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("section", "code"),
                name="question_once",
                violation_error_message=_("The section already has a question with this code."),
            ),
            models.CheckConstraint(
                condition=Q(at_least__isnull=True)
                | Q(at_most__isnull=True)
                | Q(at_most__gte=F("at_least")),
                name="question_numbers_in_order",
                violation_error_message=_("The greatest number is below the least."),
            ),
        )

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return in_language(self, "label")


class Provider(models.TextChoices):
    """Who brings a document."""

    CANDIDATE = "candidate", _("the candidate city")
    COMMISSION = "commission", _("the National Commission")


class DocumentKind(Helped, Titled):
    """A kind of document that the call asks for, with its numbers and limits."""

    in_public_record = False

    version = models.ForeignKey(
        FormVersion,
        on_delete=models.CASCADE,
        related_name="document_kinds",
        verbose_name=_("version"),
    )
    code = models.SlugField(_("code"))
    provider = models.CharField(
        _("brought by"), max_length=16, choices=Provider, default=Provider.CANDIDATE
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    clause = models.CharField(
        _("clause"), max_length=300, blank=True, help_text=_("Where the call asks for it.")
    )
    at_least = models.PositiveSmallIntegerField(_("at least"), default=1)
    at_most = models.PositiveSmallIntegerField(_("at most"), default=1)
    accepted_types = models.JSONField(
        _("accepted types"),
        default=list,
        blank=True,
        help_text=_("Such as [“application/pdf”, “image/jpeg”]."),
    )
    max_megabytes = models.DecimalField(
        _("megabytes at most"), max_digits=5, decimal_places=1, null=True, blank=True
    )
    needs_rights_form = models.BooleanField(_("each needs its own rights form"), default=False)

    class Meta:
        verbose_name = _("kind of document")
        verbose_name_plural = _("kinds of documents")
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("version", "code"),
                name="document_kind_once",
                violation_error_message=_("The form already has a kind with this code."),
            ),
            models.CheckConstraint(
                condition=Q(at_most__gte=F("at_least")),
                name="document_kind_numbers_in_order",
                violation_error_message=_("The greatest number is below the least."),
            ),
        )


def in_language(row: Any, name: str) -> str:
    """A text of the form in the reader's language; English where there is no French one."""
    french: str = getattr(row, f"{name}_fr")
    english: str = getattr(row, f"{name}_en")
    return (french if (get_language() or "en").startswith("fr") else "") or english


def label_of(part: dict[str, Any]) -> str:
    """The label of a column or a choice in the reader's language; its code where it has none."""
    french = part.get("fr") if (get_language() or "en").startswith("fr") else ""
    return str(french or part.get("en") or part.get("code") or part.get("value") or "")
