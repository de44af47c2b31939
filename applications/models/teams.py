"""Who works on a file for the candidate city."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from applications.models.files import Application


class TeamPart(models.TextChoices):
    """What a member of the team may do with the file."""

    OWNER = "owner", _("owner: edits, submits, withdraws and keeps the team")
    EDITOR = "editor", _("editor: edits the file")
    READER = "reader", _("reader: reads the file")


class TeamMember(models.Model):
    """A person's part in a file. Every team keeps an owner: `applications.workflow.team`."""

    in_public_record = False

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="team", verbose_name=_("application")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="team_memberships",
        verbose_name=_("person"),
    )
    part = models.CharField(_("part"), max_length=16, choices=TeamPart)
    joined_at = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        verbose_name = _("member of a team")
        verbose_name_plural = _("members of teams")
        ordering = ("joined_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("application", "user"),
                name="team_member_once",
                violation_error_message=_("This person is already in the team."),
            ),
            models.CheckConstraint(
                condition=Q(part__in=TeamPart.values),
                name="team_member_part_is_known",
                violation_error_message=_("A member of a team is owner, editor or reader."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}: {self.part}"
