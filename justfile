# What a developer runs; `just` lists it.

default:
    @just --list

# everything needed to work on graphkit
install:
    pip install -e ".[test,lint]"

# unit tests and the contract suite on every store that can be had
test *args:
    pytest {{args}}

# how fast rows get into a store, beside other ways; --memory for what a million relationships cost the client
benchmark-load *args:
    python benchmarks/load.py {{args}}

# what a corpus costs: workers and Dask beside the bare pipeline, memory, the first thousand beside the last, kills
benchmark-corpus *args:
    python benchmarks/corpus.py {{args}}

# client and server killed at random points of a load, a hundred times each on each store
faults times="100":
    GRAPHKIT_FAULTS={{times}} pytest tests/loader/test_faults.py

# style, types, and the walls between the rooms
lint:
    ruff check .
    ruff format --check .
    mypy
    lint-imports

# rewrite what can be rewritten
format:
    ruff check --fix .
    ruff format .

# the queries, as Neo4j's own analyser sees them (needs node)
check-cypher:
    npm ci --prefix tools/cypher --silent
    python tools/check_cypher.py

# lay the queries out as Neo4j's own formatter does
format-cypher:
    npm ci --prefix tools/cypher --silent
    python tools/check_cypher.py --write

# what is made from the headers of the queries
library:
    python tools/make_stubs.py
    python tools/make_query_docs.py

# run the commands of the README and put their answers into it
readme:
    python tools/fill_readme.py

# how fast and how well: prints the tables that the documents quote
benchmark *args:
    python benchmarks/quality/score.py
    python benchmarks/speed.py {{args}}

# make the language pipeline again from its corpora
train corpora="../shared/corpora":
    python training/make.py --corpora {{corpora}}

# the container files, as far as they can be checked without an engine
lint-docker:
    hadolint docker/Dockerfile
    check-jsonschema --builtin-schema vendor.compose-spec docker/compose.yaml
