"""What stands at the beginning of an archive: what it is, what is in it, how it is verified."""

from django.utils.translation import override

from applications.audit.sight import Sight
from applications.models import Application

TEXT = """The record of one file
======================

File {number}: {city}, {field}, call of {year}.
Log: up to entry {last}. {withheld}

What is in it
-------------
file.json           what the file is, and where it stands
form.json           the form, in each version that the file was handed in with
answers.jsonl       every version of every answer; "stands" is the one that counts
submissions.json    what was handed in when; submissions/ has the contents, byte by byte as digested
documents.json      the documents, with their digests; documents/ has them
team.json           who works on the file, and who was invited
trail.jsonl         every act on the file, who did it, when and why
commission.json     endorsements and refusals by the National Commission
screenings.json     the verdict of the Secretariat on each rule
criteria.json       by what the call judges, with the meaning of scores
evaluations.json    who evaluated, what they declared of conflicts of interest, scores and reasons
result.json         what the evaluations come to, and the panel's note
decision.json       what was decided, and when it was announced
feedback.json       what the candidate city was told about each criterion
reviews.json        requests for review, and the answers
letters.jsonl       every letter on the file, and whether it was sent
log/                the part of the log of acts that concerns the file
people.json         the accounts that all of this names by their numbers

Instants are in UTC. A file whose name ends with jsonl has one JSON value in each line.

How to verify it
----------------
python verify.py, or by hand:

1. sha256sum --check SHA256SUMS
   shows that no file was changed since it was packed.

2. log/entries.jsonl has an entry of the log in each line, exactly as it was digested. The digest of
   its words is the SHA-256 of the line without its end:

       sed -n 1p log/entries.jsonl | tr -d '\\n' | sha256sum

3. log/chain.txt has every entry in between: its number, the digest of its words, and its own
   digest. That is the SHA-256 of the digest of the entry before it, followed by that of its words:

       printf '%s%s' DIGEST-BEFORE DIGEST-OF-WORDS | sha256sum

   The first line is the entry before. Where a stroke stands instead of the digest of the words, an
   entry was digested in an earlier way: its own digest is the SHA-256 of its line in
   log/entries.jsonl, if it is there.

4. log/heads.json has the digests that everybody could see, day by day, at
   {heads}
   Whoever noted one on its day sees that nothing before it was changed since.

5. Texts that people wrote stand in the log by a digest alone, which is that of a salt followed by
   the text; log/salts.jsonl has the salts.

6. submissions/NN.json has the SHA-256 that submissions.json and the receipt name.
"""


def readme(file: Application, sight: Sight, *, last: int, heads: str) -> bytes:
    """The text, with what is left out for whom the archive is made."""
    # The same bytes in every language.
    with override("en"):
        left_out = "; ".join(sight.withheld)
    return TEXT.format(
        number=file.pk,
        city=file.city.name,
        field=file.field.slug,
        year=file.call.year,
        last=last,
        heads=heads,
        withheld=f"Left out: {left_out}." if left_out else "Nothing is left out.",
    ).encode()
