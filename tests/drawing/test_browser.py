"""The page in a real browser: it filters, searches, moves and cites, and runs nobody else's code."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graphkit.drawing import Picture
from graphkit.drawing.page import draw_page
from graphkit.drawing.picture import Node
from graphkit.queries.sources import Evidence

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
BROWSER = next(filter(None, map(shutil.which, NAMES)), None)
pytestmark = pytest.mark.skipif(BROWSER is None, reason=f"needs a browser: one of {', '.join(NAMES)}")
HOSTILE = (
    "</text></script><script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">"
)
# what a person does, told as they would say it; each answer is a value in the list
HELP = """
const $ = (selector) => document.querySelector(selector)
const shown = (kind) => [...document.querySelectorAll(`main .${kind}:not(.gone)`)].length
const press = (shape) => shape.dispatchEvent(new MouseEvent('click', { bubbles: true }))
const type = (field, text, event) => { $(field).value = text; $(field).dispatchEvent(new Event(event)) }
const told = () => $('#told').textContent
const width = () => $('main svg').viewBox.baseVal.width
"""


def page(
    url: str = "https://example.org/a", sentence: str = "Berg traf Nowak.", name: str = "Anna Berg"
) -> str:
    """Three people, three relationships of different days."""
    made = Picture("Bild")
    anna, jan, otto = Node("a", name, "Person"), Node("j", "Jän Nowak", "Person"), Node("o", "Otto", "Person")
    for start, relation, end, day in (
        (anna, "MET", jan, 1),
        (jan, "KILLED", otto, 5),
        (otto, "MET", anna, 9),
    ):
        when = date(2020, 1, day)
        cited = Evidence("d", "Blatt", url, when, sentence, "positive", "reported")
        made.edge(start, relation, end).add([when], False, [cited])
    return draw_page(made)


def browse(file: Path, text: str) -> str:
    """The document as it stands after the page's script has run."""
    file.write_text(text, encoding="utf-8")
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=3000", "--dump-dom"]
    command = [str(BROWSER), *options, f"--user-data-dir={file.parent / 'profile'}", file.as_uri()]
    return subprocess.run(command, capture_output=True, encoding="utf-8", timeout=180, check=True).stdout


def answers(tmp_path: Path, steps: str, text: str | None = None) -> Any:
    """What a script that plays the person sees; it stands behind the page's own, which is unchanged."""
    text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text or page())
    play = f"<script>{HELP};document.title = JSON.stringify((() => {{ {steps} }})())</script></body>"
    title = browse(tmp_path / "page.html", text.replace("</body>", play)).partition("<title>")[2]
    return json.loads(html.unescape(title.partition("</title>")[0]))


def test_a_click_on_a_relationship_shows_its_sentences_and_sources(tmp_path: Path) -> None:
    steps = "press($('[data-edge=\"0\"]')); return [told(), $('#told a').href, $('#details').hidden]"
    text, link, hidden = answers(tmp_path, steps)
    for part in ("Anna Berg → MET → Jän Nowak", "2020-01-01", "Berg traf Nowak.", "Blatt", "reported"):
        assert part in text
    assert (link, hidden) == ("https://example.org/a", False)


def test_a_click_on_a_node_lists_its_relationships(tmp_path: Path) -> None:
    steps = "press($('[data-node=\"2\"]')); const ties = $('#told').querySelectorAll('.tie').length;"
    steps += "$('#told .tie').click(); return [ties, told()]"
    ties, text = answers(tmp_path, steps)
    assert (ties, "Jän Nowak → KILLED → Otto" in text) == (2, True)


def test_relations_and_days_filter(tmp_path: Path) -> None:
    steps = """
    const seen = [[shown('edge'), shown('node')]]
    $('#relations input').click(); seen.push([shown('edge'), shown('node')])
    $('#none').click(); seen.push([shown('edge'), shown('node')])
    $('#all').click(); type('#since', '2020-01-05', 'change'); seen.push([shown('edge'), shown('node')])
    type('#until', '2020-01-05', 'change'); seen.push([shown('edge'), shown('node')])
    return [seen, $('#shown').textContent]
    """
    seen, text = answers(tmp_path, steps)
    assert seen == [[3, 3], [1, 2], [0, 0], [2, 3], [1, 2]]
    assert text == "2 of 3 actors and things, 1 of 3 relationships"


def test_a_name_is_found_without_its_accents(tmp_path: Path) -> None:
    steps = "type('#search', 'JAN', 'input'); const found = [...document.querySelectorAll('.found title')];"
    steps += "$('#search').dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }));"
    steps += (
        "return [found.map((one) => one.textContent), document.querySelectorAll('.edge.pale').length, told()]"
    )
    found, pale, text = answers(tmp_path, steps)
    assert (found, pale, "Jän Nowak" in text) == (["Jän Nowak"], 1, True)


def test_it_zooms_and_moves(tmp_path: Path) -> None:
    steps = """
    const svg = $('main svg'), seen = [width()]
    $('#in').click(); seen.push(width())
    const where = { clientX: 600, clientY: 300, bubbles: true }
    svg.dispatchEvent(new WheelEvent('wheel', { ...where, deltaY: 300, cancelable: true })); seen.push(width())
    const left = svg.viewBox.baseVal.x
    svg.dispatchEvent(new PointerEvent('pointerdown', where))
    window.dispatchEvent(new PointerEvent('pointermove', { ...where, clientX: 700 }))
    window.dispatchEvent(new PointerEvent('pointerup', where))
    seen.push(svg.viewBox.baseVal.x < left)
    $('#fit').click(); seen.push(width() === seen[0])
    return seen
    """
    whole, nearer, farther, moved, fits = answers(tmp_path, steps)
    assert nearer < whole
    assert farther > nearer
    assert (moved, fits) == (True, True)


def test_hostile_text_runs_nothing(tmp_path: Path) -> None:
    seen = browse(tmp_path / "page.html", page(sentence=HOSTILE, name=HOSTILE))
    assert "<title>Bild</title>" in seen
    assert "<img" not in seen
    steps = "press($('[data-edge=\"0\"]')); return [told(), document.querySelectorAll('#told a, img').length]"
    text, links = answers(tmp_path, steps, page(url="javascript:alert(1)", sentence=HOSTILE, name=HOSTILE))
    assert HOSTILE in text
    assert links == 0


def test_the_pages_policy_lets_no_other_script_run(tmp_path: Path) -> None:
    text = page().replace("</body>", "<script>document.title = 'taken'</script></body>")
    assert "<title>Bild</title>" in browse(tmp_path / "page.html", text)
