"""People with browsers of their own, who go by the links and buttons that they find."""

from tests.browser.conftest import Visit
from tests.factories import PASSWORD


class Person:
    """Somebody in a browser; whoever has an account signs in when the portal asks for it."""

    def __init__(self, context, origin, account=None):
        self.context, self.origin, self.account = context, origin, account
        self.visit = Visit(context.new_page(), origin.removeprefix("http://"))
        self.visit.listen()
        self.page = self.visit.page

    def comes(self, *links: str) -> "Person":
        """Open the portal, at the own account if there is one, and follow these links."""
        self.page.goto(f"{self.origin}{'/account/' if self.account else '/'}", wait_until="load")
        if "/sign-in/" in self.page.url:
            self.page.locator("#id_login").fill(self.account.email)
            self.page.locator("#id_password").fill(PASSWORD)
            with self.page.expect_navigation(wait_until="load"):
                self.page.locator("main form .button").click()
        return self.follows(*links)

    def follows(self, *links: str) -> "Person":
        """Follow links by their text, one page after the other."""
        for link in links:
            with self.page.expect_navigation(wait_until="load"):
                self.page.locator("main").get_by_role("link", name=link).first.click()
        return self

    def follows_to(self, path: str) -> "Person":
        """Follow the link that leads there, where its text does not tell it from others."""
        with self.page.expect_navigation(wait_until="load"):
            self.page.locator(f"main a[href='{path}']").click()
        return self

    def looks_for(self, words: str) -> "Person":
        """Type into the search of the page, and press Enter."""
        self.page.locator("[name=q]:visible").first.fill(words)
        with self.page.expect_navigation(wait_until="load"):
            self.page.keyboard.press("Enter")
        return self

    def presses(self, button: str) -> "Person":
        with self.page.expect_navigation(wait_until="load"):
            self.page.locator("main").get_by_role("button", name=button, exact=True).click()
        return self

    def writes(self, **fields: str) -> "Person":
        """Fill in fields by their names."""
        for name, text in fields.items():
            self.page.locator(f"main [name={name}]").fill(text)
        return self

    def chooses(self, **values: str) -> "Person":
        """Mark one of several choices, each by the names of the field and of the choice."""
        for name, value in values.items():
            self.page.locator(f"main [name={name}][value='{value}']").check()
        return self

    @property
    def reads(self) -> str:
        """What stands on the page, as it is seen."""
        return self.page.inner_text("main")

    @property
    def is_told(self) -> str:
        return self.page.inner_text("main [role=status]")

    def asks(self, path: str) -> "playwright.sync_api.APIResponse":  # noqa: F821
        """Ask for an address, signed in as in the browser, without leaving the page."""
        return self.context.request.get(f"{self.origin}{path}")
