"""What every page must pass, read off a page as the browser drew it.

Each function returns what is wrong, in words that name the place; an empty answer means sound.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.SessionStatus_pb2 import SessionStatus

OUR_FONTS = frozenset({"Pretendard", "Pretendard Variable"})
ICON_FONTS = frozenset({"Material Symbols Rounded"})
FIGURES = (
    "[data-testid='stPlotlyChart'], .js-plotly-plot:not([data-testid='stPlotlyChart'] *), "
    "[data-testid='stTable'] table, img"
)

# What the server is asked for, and that it is done: from a click until the page shows that a script
# runs, nothing else tells that anything is under way.
_ASKED = BackMsg(rerun_script=ClientState()).SerializeToString()[0]
_DONE = list(ForwardMsg(session_status_changed=SessionStatus()).SerializeToString())
# Whether nothing has been under way since `calm` milliseconds; `wait` tells one wait from another.
_SETTLED = """([wait, calm, asked, done]) => {
  const listen = () => {
    const talk = {isOver: true}, {send} = WebSocket.prototype, heard = new WeakSet();
    const over = () => { talk.isOver = true; };
    const hear = ({data}) => { if (`${new Uint8Array(data)}` === `${done}`) over(); };
    WebSocket.prototype.send = function (message) {
      if (!heard.has(this)) {
        heard.add(this);
        this.addEventListener('message', hear);
        this.addEventListener('close', over);
      }
      if (message[0] === asked) talk.isOver = false;
      send.call(this, message);
    };
    return talk;
  };
  const talk = (window.talk ??= listen());
  const isSettled = () => {
    if (!talk.isOver) return false;
    const app = document.querySelector('[data-testid="stApp"]');
    if (!app || app.dataset.testScriptState !== 'notRunning') return false;
    if (document.querySelector('[data-testid="stSkeleton"], [data-stale="true"]')) return false;
    const charts = [...document.querySelectorAll('[data-testid="stPlotlyChart"]')];
    const drawn = (chart) => {
      const figure = chart.querySelector('.main-svg');
      if (!figure?.childElementCount) return false;
      // A window that was drawn wider or narrower: the figure follows a moment later.
      return !chart.checkVisibility() || Math.abs(figure.clientWidth - chart.clientWidth) <= 1;
    };
    return charts.every(drawn) && document.fonts.status === 'loaded';
  };
  const watch = window.settling?.wait === wait ? window.settling : (window.settling = {wait});
  if (!isSettled()) watch.since = undefined;
  else watch.since ??= performance.now();
  return performance.now() - watch.since >= calm;
}"""
_NEXT_FRAMES = """() => new Promise((done) =>
  requestAnimationFrame(() => requestAnimationFrame(done)))"""


# Streamlit and plotly follow what happens within a frame or two; a page that rests as long rests.
CALM_FOR = 80
_wait = count()


def next_frames(page: Page) -> None:
    """Wait until what was just done is drawn."""
    page.evaluate(_NEXT_FRAMES)


def settle(page: Page, timeout: float = 30_000) -> None:
    """Wait until the script has run, the figures are drawn and the fonts have come, and so stay."""
    page.wait_for_function(
        _SETTLED, arg=[next(_wait), CALM_FOR, _ASKED, _DONE], polling=40, timeout=timeout
    )
    next_frames(page)


# ── fonts ────────────────────────────────────────────────────────────────────────────────────────


_NEW_LETTERS = """(selector) => {
  // The same font draws a letter wherever it stands in the same style: it is asked for once.
  const seen = new Set();
  for (const element of document.querySelectorAll(`${selector} *`)) {
    element.removeAttribute('data-new-letters');
    const own = [...element.childNodes].filter((n) => n.nodeType === 3).map((n) => n.data).join('');
    if (!own.trim() || !element.checkVisibility()) continue;
    const {fontFamily, fontWeight, fontStyle, fontStretch} = getComputedStyle(element);
    const style = [fontFamily, fontWeight, fontStyle, fontStretch, element.closest('[lang]')?.lang];
    // An icon is a word that its font draws as one sign.
    const letters = /Symbols/.test(fontFamily) ? [own] : [...own];
    const fresh = letters.map((letter) => `${style} ${letter}`).filter((each) => !seen.has(each));
    fresh.forEach((each) => seen.add(each));
    element.toggleAttribute('data-new-letters', fresh.length > 0);
  }
}"""


def fonts_used(page: Page, selector: str = "body") -> dict[str, str]:
    """Return the fonts that drew text inside ``selector``, each with a text that it drew."""
    client = page.context.new_cdp_session(page)
    client.send("DOM.enable")
    client.send("CSS.enable")
    page.evaluate(_NEW_LETTERS, selector)
    root = client.send("DOM.getDocument")["root"]["nodeId"]
    found = client.send("DOM.querySelectorAll", {"nodeId": root, "selector": "[data-new-letters]"})
    fonts: dict[str, str] = {}
    for node in found["nodeIds"]:
        for font in client.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]:
            if font["familyName"] not in fonts:
                html = client.send("DOM.getOuterHTML", {"nodeId": node})["outerHTML"]
                fonts[font["familyName"]] = re.sub(r"<[^>]*>", "", html)[:60]
    client.detach()
    return fonts


def foreign_fonts(page: Page, selector: str = "body") -> list[str]:
    """Return the texts that a font other than ours drew: missing glyphs come out this way."""
    used = fonts_used(page, selector)
    return [
        f"{font} drew “{text}”" for font, text in used.items() if font not in OUR_FONTS | ICON_FONTS
    ]


# ── alternative text ─────────────────────────────────────────────────────────────────────────────

_FIGURES = """(selector) => [...document.querySelectorAll(selector)].map((element) => {
  const named = (e) => e.getAttribute('alt') ?? e.getAttribute('aria-label') ?? '';
  const own = element.closest('[aria-label]') ?? element;
  return {
    what: element.dataset.testid || element.className || element.tagName.toLowerCase(),
    text: (named(element) || named(own)).trim(),
    decorative: element.getAttribute('alt') === '' || element.ariaHidden === 'true',
  };
})"""


def figures_without_alternative_text(page: Page, shortest: int = 10) -> list[str]:
    """Return the figures, tables and images whose alternative text is missing or says nothing."""
    figures = page.evaluate(_FIGURES, FIGURES)
    return [
        f"figure {number} ({figure['what']}): alternative text “{figure['text']}”"
        for number, figure in enumerate(figures, start=1)
        if not figure["decorative"] and len(figure["text"]) < shortest
    ]


# ── accessibility ────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Exclusion:
    """A problem that is Streamlit's own: an axe rule, where it occurs, and why it stays."""

    rule: str
    place: str
    reason: str


EXCLUSIONS: tuple[Exclusion, ...] = ()
_COLOURS = "color-contrast"
# What axe calls no more than moderate is not asked for: this rule alone took a tenth of its time.
_AXE = {"resultTypes": ["violations"], "rules": {"region": {"enabled": False}}}
_AXE_COLOURS = {**_AXE, "rules": {}, "runOnly": {"type": "rule", "values": [_COLOURS]}}
_LOOK_AT_MARKED = """(colours) => {
  axe.configure({rules: [{id: colours, selector: '[data-colours]'}]});
}"""
_RUN_AXE = """async (options) => (await axe.run(options)).violations.map(
  ({id, impact, nodes}) => ({id, impact, nodes: nodes.map(({html}) => html)}))"""

# Texts of the same colours and size are as well to be read: the first few of them are looked at.
# To find what lies behind each of two thousand texts takes axe longer than everything else.
_MARK_COLOURS = """(most) => {
  const behind = new Map([[null, '']]), seen = new Map();
  const isOpaque = (colour) => !/rgba|transparent|\\//.test(colour);
  const chain = (element) => {
    if (!behind.has(element)) {
      const {backgroundColor, backgroundImage, opacity} = getComputedStyle(element);
      const ends = isOpaque(backgroundColor) && opacity === '1';
      const own = `${backgroundColor} ${backgroundImage} ${opacity}`;
      behind.set(element, ends ? own : `${own} < ${chain(element.parentElement)}`);
    }
    return behind.get(element);
  };
  for (const element of document.querySelectorAll('body *')) {
    element.removeAttribute('data-colours');
    if (![...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim())) continue;
    if (element.closest('svg') || !element.checkVisibility({visibilityProperty: true})) continue;
    const {left, top, right, bottom, width, height} = element.getBoundingClientRect();
    if (width <= 1 || height <= 1 || right <= 0 || bottom <= 0) continue;
    if (left >= innerWidth || top >= innerHeight) continue;
    const {color, fontSize, fontWeight, textShadow} = getComputedStyle(element);
    const isOff = !!element.closest(':disabled, [aria-disabled="true"]');
    const look = [color, fontSize, fontWeight, textShadow, isOff, chain(element)].join();
    const before = seen.get(look) ?? 0;
    seen.set(look, before + 1);
    element.toggleAttribute('data-colours', before < most);
  }
}"""
_OF_EACH_LOOK = 4


def serious_axe_problems(
    page: Page, exclusions: Iterable[Exclusion] = EXCLUSIONS, *, colours_only: bool = False
) -> list[str]:
    """Return what axe-core finds serious or critical, but for what is excluded by name."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)
        page.evaluate(_LOOK_AT_MARKED, _COLOURS)
    page.evaluate(_MARK_COLOURS, _OF_EACH_LOOK)
    found = page.evaluate(_RUN_AXE, _AXE_COLOURS if colours_only else _AXE)
    known = tuple(exclusions)
    return [
        f"{problem['id']} ({problem['impact']}): {html[:160]}"
        for problem in found
        if problem["impact"] in {"serious", "critical"}
        for html in problem["nodes"]
        if not any(problem["id"] == e.rule and e.place in html for e in known)
    ]


# ── text that does not fit ───────────────────────────────────────────────────────────────────────

_CUT = """() => {
  const problems = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (walker.nextNode()) {
    const node = walker.currentNode, holder = node.parentElement;
    if (!node.data.trim() || !holder.checkVisibility({visibilityProperty: true})) continue;
    if (holder.closest('svg, script, style, noscript, [aria-hidden="true"]')) continue;
    range.selectNodeContents(node);
    const text = range.getBoundingClientRect();
    if (text.width <= 1 || text.height <= 1) continue;
    for (let box = holder; box && box !== document.body; box = box.parentElement) {
      const style = getComputedStyle(box), edge = box.getBoundingClientRect();
      if (edge.width <= 1 || edge.height <= 1 || style.clipPath !== 'none') break;
      if (/auto|scroll/.test(style.overflowX + style.overflowY)) break;
      const clips = /hidden|clip/.test(style.overflowX);
      if (clips && (text.right > edge.right + 1 || text.left < edge.left - 1)) {
        problems.push(`cut off: “${node.data.trim().slice(0, 60)}”`);
        break;
      }
    }
  }
  return problems;
}"""

_FIGURE_TEXTS = """() => [...document.querySelectorAll('.js-plotly-plot')].map((figure) => {
  const plain = (b) => ({left: b.left, right: b.right, top: b.top, bottom: b.bottom});
  // Slanted texts are compared along their own slant: their upright boxes overlap by nature.
  const own = (text) => {
    const m = text.getScreenCTM(), turn = Math.atan2(m.b, m.a), b = text.getBoundingClientRect();
    const slant = Math.round(turn * 1800 / Math.PI) / 10;
    if (slant % 90 === 0) return {slant: 0, own: plain(b)};
    const {width, height} = text.getBBox();
    const x = (b.left + b.right) / 2, y = (b.top + b.bottom) / 2;
    const along = x * Math.cos(turn) + y * Math.sin(turn);
    const across = y * Math.cos(turn) - x * Math.sin(turn);
    return {slant, own: {left: along - width / 2, right: along + width / 2,
                         top: across - height / 2, bottom: across + height / 2}};
  };
  const seen = (text) => text.textContent.trim() && !text.closest('.hoverlayer') &&
    text.checkVisibility({opacityProperty: true, visibilityProperty: true});
  return {
    frame: plain(figure.getBoundingClientRect()),
    texts: [...figure.querySelectorAll('svg text')].filter(seen).map((text) =>
      ({words: text.textContent.trim(), ...plain(text.getBoundingClientRect()), ...own(text)})),
  };
})"""

Box = dict[str, Any]


def overflowing_text(page: Page) -> list[str]:
    """Return the texts that are cut off, leave their figure, or lie on another text of it."""
    problems: list[str] = page.evaluate(_CUT)
    for number, figure in enumerate(page.evaluate(_FIGURE_TEXTS), start=1):
        texts: list[Box] = figure["texts"]
        problems += [
            f"figure {number}: “{text['words']}” leaves the figure"
            for text in texts
            if _leaves(text, figure["frame"])
        ]
        problems += [
            f"figure {number}: “{one['words']}” lies on “{other['words']}”"
            for place, one in enumerate(texts)
            for other in texts[place + 1 :]
            if _overlap(one, other)
        ]
    return problems


def _leaves(text: Box, frame: Box, slack: float = 1.0) -> bool:
    """Tell whether a text stands partly outside a frame."""
    across = text["left"] < frame["left"] - slack or text["right"] > frame["right"] + slack
    along = text["top"] < frame["top"] - slack or text["bottom"] > frame["bottom"] + slack
    return across or along


def _overlap(one: Box, other: Box) -> bool:
    """Tell whether two texts touch, leaving out the empty space above and below letters."""
    if one["slant"] == other["slant"] != 0:
        one, other = one["own"], other["own"]
    across = min(one["right"], other["right"]) - max(one["left"], other["left"])
    along = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
    shorter = min(one["bottom"] - one["top"], other["bottom"] - other["top"])
    return across > 1 and along > 0.3 * shorter


# ── words of another language ────────────────────────────────────────────────────────────────────

_WORDS = """() => {
  const seen = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const silent = 'script, style, noscript, [data-testid="stIconMaterial"], [translate="no"]';
  while (walker.nextNode()) {
    const holder = walker.currentNode.parentElement;
    if (!holder.closest(silent) && holder.checkVisibility({visibilityProperty: true}))
      seen.push(['text', walker.currentNode.data]);
  }
  for (const name of ['aria-label', 'alt', 'title', 'placeholder'])
    for (const element of document.querySelectorAll(`[${name}]`))
      if (element.checkVisibility()) seen.push([name, element.getAttribute(name)]);
  return seen;
}"""


def english_leftovers(page: Page, allowed: Iterable[str] = ("English",)) -> list[str]:
    """Return the Latin words of three letters or more that a Korean page still shows or speaks."""
    spared = {word.casefold() for word in allowed}
    leftovers: dict[str, str] = defaultdict(str)
    for where, text in page.evaluate(_WORDS):
        for word in re.findall(r"[A-Za-z]{3,}", text):
            if word.casefold() not in spared:
                leftovers[word] = leftovers[word] or f"{word} in {where} “{text.strip()[:60]}”"
    return list(leftovers.values())
