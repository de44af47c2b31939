"""What is deployed is told by its name, or from its files."""

from uccn.delivery.release import forget_release, release


def test_without_a_name_the_release_is_told_from_the_files(settings, tmp_path):
    settings.BASE_DIR = tmp_path
    (tmp_path / "templates").mkdir()
    page = tmp_path / "templates" / "page.html"
    page.write_text("one")
    found = []
    for change in (lambda: None, lambda: page.write_text("longer"), page.unlink):
        change()
        forget_release()
        found.append(release())
    forget_release()

    assert len(set(found)) == 3
