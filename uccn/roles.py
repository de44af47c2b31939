"""Who may do what, as groups kept in code: a change of a role is reviewed like any other change."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db import DEFAULT_DB_ALIAS
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

READ = ("view",)
KEEP = ("view", "add", "change")
KEEP_AND_DELETE = (*KEEP, "delete")


@dataclass(frozen=True)
class Role:
    """A group: its name, what the people in it are for, and which models they may do what with.

    `grants` maps a model's label to the verbs of Django's permissions. What depends on the row,
    such as a Commission's own country, is no permission: the doors ask the row.
    """

    name: str
    description: str | Promise
    grants: dict[str, tuple[str, ...]]

    def codenames(self) -> set[tuple[str, str]]:
        """The role's permissions as pairs of app label and codename."""
        return {
            (label.split(".")[0], verb if verb == "decide" else f"{verb}_{label.split('.')[1]}")
            for label, verbs in self.grants.items()
            for verb in verbs
        }


# What carries a permanent number, an address or a date of the network is ended or renamed and
# never deleted; what only tells more of it may go.
SECRETARIAT = Role(
    name="Secretariat",
    description=_("keeps the record, the calls and the files of candidate cities"),
    grants={
        "fields.creativefield": KEEP,
        "fields.fieldname": KEEP_AND_DELETE,
        "cities.country": KEEP,
        "cities.countryname": KEEP_AND_DELETE,
        "cities.city": KEEP,
        "cities.cityname": KEEP_AND_DELETE,
        "cities.citytext": KEEP_AND_DELETE,
        "cities.formerslug": READ,
        "cities.designation": KEEP,
        "cities.focalpoint": KEEP_AND_DELETE,
        "cities.organisation": KEEP_AND_DELETE,
        "cities.asset": KEEP_AND_DELETE,
        "cities.source": KEEP,
        "cities.statement": KEEP_AND_DELETE,
        "cities.loadedrow": READ,
        "applications.call": KEEP,
        "applications.deadlinechange": KEEP_AND_DELETE,
        "applications.nationalcommission": KEEP,
        "applications.application": KEEP,
        "applications.milestone": KEEP_AND_DELETE,
        "applications.processstep": KEEP_AND_DELETE,
        "applications.commitment": KEEP_AND_DELETE,
        "applications.budgetline": KEEP_AND_DELETE,
        "applications.referencecity": KEEP_AND_DELETE,
        # The forms of calls; a published version is kept by its pages.
        "applications.formversion": KEEP_AND_DELETE,
        "applications.formsection": KEEP_AND_DELETE,
        "applications.question": KEEP_AND_DELETE,
        "applications.documentkind": KEEP_AND_DELETE,
        # What the acts of the procedure write is read.
        "applications.teammember": READ,
        "applications.invitation": READ,
        "applications.commissioninvitation": READ,
        "applications.statuschange": READ,
        "applications.endorsement": READ,
        "applications.decline": READ,
        "applications.answer": READ,
        "applications.document": READ,
        "applications.link": READ,
        "applications.countryextension": READ,
        "applications.nationaldeadline": READ,
        "applications.notice": READ,
        # How files are judged, and by whom. What the judging writes is read.
        "applications.evaluationterms": KEEP,
        "applications.criterion": KEEP_AND_DELETE,
        "applications.anchor": KEEP_AND_DELETE,
        "applications.evaluator": KEEP,
        "applications.tie": KEEP_AND_DELETE,
        "applications.screening": READ,
        "applications.assignment": READ,
        "applications.logentry": READ,
        "applications.publishedhead": READ,
        # To name the members of a Commission; accounts and roles are a superuser's.
        "uccn.user": READ,
        "uccn.partnerkey": KEEP,
    },
)

# Sees the files and decides; the pages of the decision are its own.
OFFICE = Role(
    name="Director-General’s office",
    description=_("decides on the files of candidate cities and announces what was decided"),
    grants={
        "applications.application": (*READ, "decide"),
        "applications.call": READ,
    },
)
# The other four work in doors of their own, where the rows they may see are theirs; the staff's
# site holds nothing for them.
NATIONAL_COMMISSION = Role(
    name="National Commission",
    description=_("endorses the files of its country"),
    grants={},
)
EVALUATOR = Role(
    name="Evaluator",
    description=_("judges the files that are assigned to them"),
    grants={},
)
FOCAL_POINT = Role(
    name="Focal point",
    description=_("speaks for a member city and proposes changes to its page"),
    grants={},
)
APPLICANT = Role(
    name="Applicant",
    description=_("prepares the file of a candidate city"),
    grants={},
)

ROLES = (SECRETARIAT, OFFICE, NATIONAL_COMMISSION, EVALUATOR, FOCAL_POINT, APPLICANT)


def sync_roles(using: str = DEFAULT_DB_ALIAS) -> None:
    """Give each role's group exactly the role's permissions; leave every other group alone."""
    known = {
        (app_label, codename): key
        for key, app_label, codename in Permission.objects.using(using).values_list(
            "pk", "content_type__app_label", "codename"
        )
    }
    for role in ROLES:
        group, _created = Group.objects.using(using).get_or_create(name=role.name)
        group.permissions.set([known[codename] for codename in role.codenames()])


def sync_after_migrations(app_config: Any, using: str = DEFAULT_DB_ALIAS, **kwargs: Any) -> None:
    """Sync once every app has its permissions: they are made app by app, ours among the first."""
    *_others, last = apps.get_app_configs()
    if app_config.label == last.label:
        sync_roles(using)
