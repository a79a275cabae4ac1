"""docker/: what no linter knows about the two files; they are not started here."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
DOCKERFILE = (ROOT / "docker" / "Dockerfile").read_text(encoding="utf-8")
STAGES = DOCKERFILE.split("\nFROM ")


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "docker" / "compose.yaml").read_text(encoding="utf-8"))
    return loaded


def test_every_image_is_pinned_to_a_patch_release(compose: dict[str, Any]) -> None:
    images = [*re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE), compose["services"]["neo4j"]["image"]]
    assert len(images) == 3
    assert all(re.fullmatch(r"\w+:\d+\.\d+\.\d+-[a-z-]+", image) for image in images)


def test_python_is_one_that_graphkit_runs_on() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    minor = re.search(r"FROM python:(\d+\.\d+)", DOCKERFILE)
    assert minor
    assert f"Programming Language :: Python :: {minor[1]}" in project["classifiers"]


def test_the_image_runs_as_a_user_without_rights() -> None:
    (user,) = re.findall(r"^USER (\S+)", STAGES[-1], re.MULTILINE)
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", user)


def test_what_the_build_copies_is_there_and_not_ignored() -> None:
    ignore = (ROOT / "docker" / "Dockerfile.dockerignore").read_text(encoding="utf-8").split()
    copied = [
        word
        for line in re.findall(r"^COPY (?!--from)(.+)", DOCKERFILE, re.MULTILINE)
        for word in line.split()[:-1]
    ]
    assert sorted(f"!{name}" for name in copied) == sorted(line for line in ignore if line.startswith("!"))
    assert all((ROOT / name).exists() for name in copied)


def test_the_password_comes_from_the_environment_and_has_no_default(compose: dict[str, Any]) -> None:
    settings = [
        value
        for service in compose["services"].values()
        for value in service["environment"].values()
        if "PASSWORD" in value
    ]
    assert len(settings) == 2
    assert all(re.fullmatch(r"(neo4j/)?\$\{NEO4J_PASSWORD:\?[^}]+\}", value) for value in settings)


def test_neo4j_is_reachable_from_this_machine_only_and_keeps_its_data(compose: dict[str, Any]) -> None:
    neo4j = compose["services"]["neo4j"]
    assert all(port.startswith("127.0.0.1:") for port in neo4j["ports"])
    assert neo4j["volumes"] == [{"type": "volume", "source": "neo4j-data", "target": "/data"}]
    assert "neo4j-data" in compose["volumes"]


def test_graphkit_waits_until_neo4j_is_healthy(compose: dict[str, Any]) -> None:
    services = compose["services"]
    assert services["graphkit"]["depends_on"] == {"neo4j": {"condition": "service_healthy"}}
    assert "cypher-shell" in services["neo4j"]["healthcheck"]["test"][-1]
    assert services["graphkit"]["environment"]["NEO4J_URI"] == "bolt://neo4j:7687"


def test_articles_are_mounted_where_nothing_can_change_them(compose: dict[str, Any]) -> None:
    articles, _ = compose["services"]["graphkit"]["volumes"]
    assert (articles["target"], articles["read_only"]) == ("/news", True)
