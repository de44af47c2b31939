# The two commands: `make serve` shows the network in a browser, `make test` runs the tests.
# Each sets up what it needs first, and does nothing twice. `make` alone lists the others.

# Which Python makes .venv; where the portal answers, and with how many processes.
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
WORKERS ?= 1
# Whether `make serve` opens the calls for trying, once: yes or no.
DEMONSTRATION ?= yes

# Modules are run by this Python and never by the scripts beside it: those hold absolute paths,
# which break when the folder is moved.
python := .venv/bin/python

# One shell for a whole recipe, which stops at the first command that fails.
.ONESHELL:
SHELL := /bin/sh
.SHELLFLAGS := -euc
MAKEFLAGS += --no-print-directory

.PHONY: help setup develop serve demonstration staff test soak lint check-templates check-arrows format lock messages \
    screenshots benchmark

help:
	@cat <<-'TEXT'
		make serve        set up, load the network, serve it (PORT=8000, HOST=127.0.0.1)
		make demonstration
		                  tell of the calls for trying, or open them (ARGS=--new-passwords)
		make staff        make an account for the administration
		make test         set up and run the tests (ARGS="-k lyon")
		make soak         the long runs of what must hold while many read and write (SEED=5)
		make setup        what both begin with: .venv, .env, message catalogues
		make develop      setup, and the tools that the commands below need
		make lint         style, types, arrows between modules, templates
		make format       write code and templates the one way
		make lock         lock requirements/*.in again
		make messages     collect the texts to translate (needs Debian's gettext)
		make screenshots  photograph a running portal (ADDRESS=, FOLDER=)
		make benchmark    measure the speed, against controls (ARGS="--only lists --rounds 3")
	TEXT

setup:
	@requirements/install test "$(PYTHON)"

develop: setup
	@requirements/install dev "$(PYTHON)"

# granian is what a deployment runs too, several times as quick as Django's own server. Whoever edits Python code may prefer `.venv/bin/python manage.py runserver`,
# which starts again at every change.
serve: setup
	@$(python) -c 'import socket, sys; socket.create_server((sys.argv[1], int(sys.argv[2])))' "$(HOST)" "$(PORT)" 2>/dev/null ||
	    { echo "Port $(PORT) of $(HOST) cannot be used here: choose another, such as make serve PORT=8001." >&2; exit 1; }
	$(python) manage.py migrate --verbosity 0
	$(python) manage.py load_record
	# A portal without calls for trying is served, too.
	if [ "$(DEMONSTRATION)" = yes ]; then
	    $(python) manage.py open_demonstration_call || true
	fi
	echo
	echo "The portal answers at   http://$(HOST):$(PORT)/   (Ctrl-C ends it)"
	echo "the API at              http://$(HOST):$(PORT)/api/v1/"
	echo "the administration at   http://$(HOST):$(PORT)/admin/   (make staff makes an account)"
	echo
	# Sends the letters that acts write, for as long as this shell, which becomes the server, lives.
	$(python) manage.py send_notices --every 5 --beside $$$$ &
	# Carries out the announcements that were released, at their instant.
	$(python) manage.py announce --every 5 --beside $$$$ &
	exec $(python) -m granian --interface wsgi --host "$(HOST)" --port "$(PORT)" --no-ws \
	    --workers $(WORKERS) --blocking-threads 4 --log-level warning uccn.wsgi:application

# One account for each role; their password is printed once, when it is given.
demonstration: setup
	@$(python) manage.py migrate --verbosity 0
	$(python) manage.py open_demonstration_call $(ARGS)

staff: setup
	@$(python) manage.py migrate --verbosity 0
	$(python) manage.py createsuperuser

# Always on SQLite and without Redis, whatever the caller's environment names; .ci/run tests both.
test: setup
	@env -u DATABASE_URL -u CACHE_URL $(python) -m pytest -n auto --maxprocesses 4 --dist loadfile $(ARGS)

# On SQLite, or on what DATABASE_URL names.
soak: setup
	@SOAK=1 $(python) -m pytest tests/uccn/delivery/test_hammer.py tests/test_keep_in_step.py \
	    tests/applications/workflow/test_random_course.py tests/applications/log/test_tampering.py \
	    tests/applications/answers/test_merging.py tests/browser/test_breakages.py $(ARGS)

lint: develop check-templates check-arrows
	@$(python) -m ruff check .
	$(python) -m ruff format --check .
	$(python) -m mypy

check-templates:
	@git ls-files -z 'templates/*.html' | xargs -0 -r .venv/bin/djade --check --target-version 5.2

check-arrows:
	@$(python) -c "from importlinter.cli import lint_imports_command as check; check()" --no-logo

format: develop
	@$(python) -m ruff check --fix-only .
	$(python) -m ruff format .
	git ls-files -z 'templates/*.html' | xargs -0 -r .venv/bin/djade --target-version 5.2 || true

lock: develop
	@for set in core test dev; do
	    $(python) -m uv pip compile -q --universal --python-version 3.11 --generate-hashes \
	        --no-header --no-emit-index-url --no-emit-find-links \
	        requirements/$$set.in -o requirements/$$set.txt
	done

# gettext marks the header of a new catalogue as fuzzy and names no language in it; compilers then
# leave the whole catalogue out.
messages: setup
	@command -v xgettext >/dev/null || { echo "The texts are collected by gettext: apt install gettext." >&2; exit 1; }
	$(python) manage.py makemessages --all --no-obsolete --no-wrap --add-location file --ignore .venv --ignore var --ignore tests
	for texts in locale/*/LC_MESSAGES/django.po; do
	    language=$${texts#locale/}
	    sed -i -e '1,/^msgstr/{/^#, fuzzy$$/d}' \
	        -e "s/^\"Language: .*/\"Language: $${language%%/*}\\\\n\"/" "$$texts"
	done

screenshots: develop
	@$(python) .ci/screenshots "$(or $(ADDRESS),http://127.0.0.1:$(PORT))" "$(or $(FOLDER),var/screenshots)" $(ARGS)

# On SQLite and on the PostgreSQL of DATABASE_URL, or of this machine: see benchmarks/README.md.
benchmark: setup
	@$(python) -m benchmarks $(ARGS)
