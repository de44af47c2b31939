"""The page of an act: asked for, it shows what the act would do; sent, it does it and leads on."""

from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from applications.instants import received_at
from applications.workflow.refusals import NotAllowed, Refusal


class ActPage:
    """Nothing changes on GET; a refusal of what was sent is shown with all that was typed.

    A subclass names its template, makes the `form`, does the act in `perform`, which calls the
    verb and leads on by `done`, and gives the rest of the page in `context`. No rule stands here:
    what may be done is the verbs' to say, by raising a `Refusal`, or a `ValidationError` for what
    is wrong with what was typed.
    """

    template: ClassVar[str]
    # Whoever may not do the act at all gets the portal's own page of it (403), or reads it here.
    shows_not_allowed: ClassVar[bool] = False

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.person: Any = request.user
        self.at = received_at(request)
        self.given: Any = request.POST

    def answer(self) -> HttpResponseBase:
        return self.do() if self.request.method == "POST" else self.ask()

    def ask(self) -> HttpResponseBase:
        return self.show(self.form())

    def do(self) -> HttpResponseBase:
        form = self.form(self.given)
        refusal = self.hindrance(form)
        if refusal is None and form.is_valid():
            try:
                return self.perform(form.cleaned_data)
            except ValidationError as mistakes:
                self.mark(form, mistakes)
            except Refusal as caught:
                refusal = self.shown(caught)
        return self.refused(form, refusal)

    def mark(self, form: Form, mistakes: ValidationError) -> None:
        """Say what the rules found in what was typed, beside its fields."""
        form.add_error(None, mistakes)

    def shown(self, refusal: Refusal) -> Refusal:
        """The refusal, for the page to show. Raises `NotAllowed` where the page does not."""
        if isinstance(refusal, NotAllowed) and not self.shows_not_allowed:
            raise refusal
        return refusal

    def refused(self, form: Form, refusal: Refusal | None) -> HttpResponseBase:
        """The page once more: after a refusal, or after what the form finds wrong."""
        return self.show(form, refusal, 422)

    def show(self, form: Form, refusal: Refusal | None = None, status: int = 200) -> HttpResponse:
        context = {"form": form, "refusal": refusal} | self.context(form, refusal)
        code = refusal.status if refusal else status
        return render(self.request, self.template, context, status=code)

    def done(self, text: str, to: str, *names: Any) -> HttpResponse:
        """Say what was done, on the page that comes next."""
        messages.success(self.request, text)
        return redirect(to, *names)

    # What a subclass says --------------------------------------------------------------------

    def form(self, given: Any = None) -> Form:
        """What is filled in; an act that asks for nothing has an empty form."""
        return Form(given)

    def hindrance(self, form: Form) -> Refusal | None:
        """What is in the way of what was sent before the act is tried, whatever the form holds."""
        return None

    def perform(self, given: dict[str, Any]) -> HttpResponseBase:
        """Do the act with what was given, and lead on. Raises a `Refusal`."""
        raise NotImplementedError

    def context(self, form: Form, refusal: Refusal | None) -> dict[str, Any]:
        """What the page shows besides the form and the refusal."""
        raise NotImplementedError
