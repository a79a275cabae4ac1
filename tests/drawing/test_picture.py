"""An answer becomes a picture: whom it shows, what its lines mean, and files that carry no one else's code."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from commands import graphkit
from sample import affairs, sample

import graphkit as package
from graphkit import api
from graphkit.drawing import Picture, build_picture, format_of, render
from graphkit.drawing.page import MOST_BYTES, draw_page
from graphkit.drawing.picture import Node
from graphkit.drawing.svg import broken, draw_svg
from graphkit.errors import GraphkitError, InputError, QueryError
from graphkit.queries import QueryLibrary
from graphkit.queries.sources import Evidence
from graphkit.stores import Store

HOSTILE = (
    "</text></script><script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">"
)


@pytest.fixture(scope="module")
def news(server: Path) -> Iterator[Store]:
    """A store with both samples, to read from."""
    with api.connect(server) as store:
        store.write("MATCH (n) DETACH DELETE n")
        package.load([*sample(), *affairs()], store=store)
        yield store


def drawn(store: Store, query: str, /, **parameters: Any) -> Picture:
    return build_picture(store, QueryLibrary()[query].run(store, **parameters))


def picture(names: list[str], sentence: str = "Satz.", url: str = "https://example.org") -> Picture:
    """Each does something to the next."""
    made = Picture("Bild")
    nodes = [Node(f"n{number}", name, "Person") for number, name in enumerate(names)]
    cited = Evidence("d", "Blatt", url, date(2020, 1, 1), sentence, "positive", "asserted")
    for start, end in pairwise(nodes):
        made.edge(start, "MET", end).add([date(2020, 1, 1)], True, [cited])
    return made


class TestWhatIsShown:
    def test_a_picture_of_an_actor_has_ids_kinds_days_and_sentences(self, news: Store) -> None:
        shown = drawn(news, "graph/ego", name="Assad")
        assert shown.title == "Bashar al-Assad"
        assert {(node.key, node.kind) for node in shown.nodes.values()} == {
            ("person:bashar-al-assad", "Person"),
            ("person:john-kerry", "Person"),
            ("person:staffan-de-mistura", "Person"),
        }
        edge = shown.edges["person:john-kerry", "CRITICIZES", "person:bashar-al-assad"]
        assert (edge.fact, edge.first, edge.last) == (True, date(2016, 3, 16), date(2016, 3, 16))
        assert [one.sentence for one in edge.sentences] == ["Kerry kritisierte Assad."]

    def test_rows_about_one_relationship_are_one_line_and_a_claim_among_them_breaks_it(
        self, news: Store
    ) -> None:
        shown = drawn(news, "actors/between", name="Putin", other="Assad")
        ((key, edge),) = shown.edges.items()
        assert key == ("Wladimir Putin", "AGREED", "Bashar al-Assad")
        assert (edge.fact, edge.first, edge.last) == (False, date(2016, 3, 15), date(2016, 3, 17))
        assert [(one.document, one.polarity) for one in edge.sentences] == [
            ("abzug", "positive"),
            ("dementi", "negative"),
        ]
        assert {node.kind for node in shown.nodes.values()} == {"Person"}

    def test_a_path_and_a_matrix_can_be_drawn(self, news: Store) -> None:
        assert len(drawn(news, "paths/between", name="Kerry", other="Opposition").edges) == 3
        assert set(drawn(news, "places/deployments").edges) == {
            ("russische Einheiten", "DEPLOYED_AT", "Tartus")
        }
        matrix = drawn(news, "dyads/countries")
        assert set(matrix.edges) == {("Deutschland", "", "Polen"), ("Polen", "", "Deutschland")}

    def test_what_has_no_relationships_is_refused(self, news: Store) -> None:
        for name, parameters in (("documents/list", {}), ("actors/relations", {"name": "Lawrow"})):
            with pytest.raises(QueryError, match="there is nothing to draw"):
                drawn(news, name, **parameters)


class TestSvg:
    def test_it_is_well_formed_and_holds_names_as_text(self) -> None:
        root = ElementTree.fromstring(draw_svg(picture(["Ä & Ö", HOSTILE, "x\x00\ud800y"])))
        assert {element.tag.rpartition("}")[2] for element in root.iter()} == {
            *("svg", "style", "defs", "marker", "path", "g", "text", "tspan", "title", "rect")
        }
        assert [title.text for title in root.iter("{http://www.w3.org/2000/svg}title")][:2] == [
            "Ä & Ö",
            HOSTILE,
        ]

    def test_the_same_picture_gives_the_same_text(self, news: Store) -> None:
        assert draw_svg(drawn(news, "graph/ego", name="Kerry")) == draw_svg(
            drawn(news, "graph/ego", name="Kerry")
        )

    def test_a_line_to_oneself_and_several_between_two_are_all_there(self) -> None:
        made = picture(["A", "B"])
        one, other = made.nodes.values()
        made.edge(one, "KILLED", one)
        made.edge(other, "MET", one)
        made.edge(one, "ORDERED", other)
        paths = re.findall(r'class="line" d="([^"]+)"', draw_svg(made))
        assert len(set(paths)) == len(paths) == 4

    @pytest.mark.parametrize(
        ("name", "lines"),
        [
            ("USA", ["USA"]),
            ("Ursula von der Leyen", ["Ursula von der Leyen"]),
            ("syrische Opposition im Exil", ["syrische Opposition im", "Exil"]),
            ("Donaudampfschifffahrtsgesellschaft", ["Donaudampfschifffahrt…"]),
            (
                "eins zwei drei vier fünf sechs sieben acht neun zehn",
                ["eins zwei drei vier", "fünf sechs sieben ach…"],
            ),
            ("", [""]),
        ],
    )
    def test_a_long_name_is_broken_and_cut(self, name: str, lines: list[str]) -> None:
        assert [line[:22] for line in broken(name)] == broken(name)
        assert len(broken(name)) == len(lines)
        assert broken(name)[0] == lines[0]


class TestPage:
    def test_it_needs_nothing_from_elsewhere(self) -> None:
        page = draw_page(picture(["Anna", "Otto"]))
        assert not re.search(
            r"(?:src|href)\s*=|@import|url\((?!#)|fetch\(|XMLHttpRequest", page.partition("'use strict'")[0]
        )
        assert "default-src 'none'" in page

    def test_hostile_text_stays_text(self) -> None:
        page = draw_page(picture([HOSTILE, "Otto"], sentence=HOSTILE, url="javascript:alert(1)"))
        assert page.count("<script") == page.count("</script>") == 2
        assert "<img" not in page
        data = json.loads(page.partition('id="data">')[2].partition("</script>")[0])
        assert data["nodes"][0]["name"] == data["edges"][0]["sentences"][0]["sentence"] == HOSTILE

    def test_many_long_sentences_still_make_a_page_of_a_megabyte(self) -> None:
        made = picture([f"P{number}" for number in range(100)])
        for edge in made.edges.values():
            edge.sentences *= 9
            edge.sentences += [edge.sentences[0]._replace(sentence="Wort " * 400 + str(n)) for n in range(9)]
        page = draw_page(made)
        assert len(page.encode()) <= MOST_BYTES
        assert '"more":' in page


class TestFiles:
    @pytest.mark.parametrize(
        ("ending", "start"), [("html", b"<!DOCTYPE html>"), ("svg", b"<svg "), ("png", b"\x89PNG")]
    )
    def test_an_actor_is_drawn_in_each_format(
        self, news: Store, tmp_path: Path, ending: str, start: bytes
    ) -> None:
        file = tmp_path / f"assad.{ending}"
        shown = package.draw("assad", file, store=news)
        assert (len(shown.nodes), file.read_bytes()[: len(start)]) == (3, start)

    def test_another_ending_is_refused_before_anything_is_asked(self, tmp_path: Path) -> None:
        with pytest.raises(
            InputError, match=r"a\.pdf: give the file a name that ends in \.html or \.svg or \.png"
        ):
            package.draw("Assad", tmp_path / "a.pdf", store=tmp_path / "none.db")
        assert format_of("A.PNG") == "png"

    def test_a_missing_png_library_is_told_with_its_extra(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(__import__("sys").modules, "resvg_py", None)
        with pytest.raises(GraphkitError, match=r"pip install 'graphkit\[png\]'; or draw an \.svg"):
            render(picture(["A", "B"]), "png")


class TestCommand:
    def test_a_query_is_drawn_with_its_options(self, server: Path, news: Store, tmp_path: Path) -> None:
        asked = ["actors/relations", "--name", "Kerry", "--limit", 1, "-o", "kerry.svg", "--store", server]
        done = graphkit("draw", *asked, folder=tmp_path)
        assert (done.returncode, done.stdout) == (0, "")
        assert done.stderr == "kerry.svg: 2 nodes, 1 relationships\n"
        assert (tmp_path / "kerry.svg").read_text(encoding="utf-8").startswith("<svg ")

    def test_whom_a_name_is_taken_for_is_told(self, server: Path, news: Store, tmp_path: Path) -> None:
        done = graphkit(
            "draw", "Baschar", "-o", "a.svg", "--things", "false", "--store", server, folder=tmp_path
        )
        assert "'Baschar' is taken for Bashar al-Assad (person:bashar-al-assad)" in done.stderr

    @pytest.mark.parametrize(
        ("arguments", "code", "message"),
        [
            (["actors/relatons", "-o", "a.svg"], 1, "no query 'actors/relatons'; near it: actors/relations"),
            (["Assad", "-o", "a.svg", "--depth", "2"], 2, "No such option '--depth'"),
            (["actors/relations", "-o", "a.svg"], 2, "Missing option '--name'"),
            (["berg", "-o", "a.svg"], 1, "'berg' can mean"),
        ],
    )
    def test_a_wrong_call_is_one_line(
        self, server: Path, news: Store, tmp_path: Path, arguments: list[str], code: int, message: str
    ) -> None:
        done = graphkit("draw", *arguments, "--store", server, folder=tmp_path)
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (code, "", 1)
        assert message in done.stderr
        assert list(tmp_path.iterdir()) == []
