"""Names from data never become markup: the pages' own code is read for what it says."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from monitor.vocabulary import ROOT

# What Streamlit reads as Markdown.
MARKDOWN = frozenset(
    {"markdown", "caption", "info", "warning", "error", "success", "write", "title", "header"}
    | {"subheader", "expander", "toast", "badge"}
)
# What may stand in it: made harmless, or ours from the catalogue, or a number.
HARMLESS = frozenset(
    {"escape", "escape_html", "table_html", "link", "words", "number_text", "money_text"}
    | {"date_text", "period_text", "signed_text", "period", "len", "count", "round"}
)
_DEEPEST = 8
# st.html is read as HTML. These, and why.
HTML = {
    "app.py": "the language, one of two words of ours",
    "pages/shared/panel/visit.py": "lines to write on, without a word",
    "pages/shared/taking.py": "a table for the clipboard; briefing/clip.py escapes its cells",
}
# Texts that the reading below cannot follow to where they were made harmless, and where that is.
ELSEWHERE = {
    "_register": "desk/board.py: words and days",
    "back": "links.link escapes",
    "budget_warning": "figures/progress_budget.py: words, years and money",
    "card_text": "figures/spread_models.py escapes",
    "chosen_line": "figures/region_map.py escapes",
    "closed": "figures/evaluation_sheets.py: a sentence of the catalogue",
    "heading": "of a figure; figures/ writes it from words and escaped names",
    "judged": "links.link escapes",
    "label": "a word of the catalogue, given by the page",
    "language": "one of two words of ours",
    "line": "figures/evaluation_project.py escapes",
    "note": "of a section: words of the catalogue",
    "nothing": "of a figure; a sentence of the catalogue",
    "number": "counted by enumerate",
    "remark": "figures/dictionary.py: a sentence of the catalogue",
    "say": "app.py: a refusal without fields",
    "shown": "of the briefing; briefing/ escapes names as it writes its sentences",
    "source_line": "of the view; release ids and dates",
    "title": "of a section: words of the catalogue",
    "told": "access/records.py: words and numbers of rows",
}


def _sources() -> Iterator[tuple[str, ast.Module]]:
    folders = [ROOT / "pages", ROOT / "monitor" / "figures"]
    for file in [ROOT / "app.py", *(each for f in folders for each in sorted(f.rglob("*.py")))]:
        name = file.relative_to(ROOT).as_posix()
        yield name, ast.parse(Path(file).read_text(encoding="utf-8"))


def _functions(tree: ast.Module) -> Iterator[ast.AST]:
    yield tree
    yield from (each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef))


def _own(function: ast.AST) -> Iterator[ast.AST]:
    """Yield what stands in a function itself, not in another within it."""
    for child in ast.iter_child_nodes(function):
        if not isinstance(child, ast.FunctionDef | ast.ClassDef):
            yield child
            yield from _own(child)


def _given(function: ast.AST) -> Mapping[str, Sequence[ast.expr]]:
    """Return what is given to each name of a function."""
    given: dict[str, list[ast.expr]] = {}
    for node in _own(function):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                _note(given, target, node.value)
        elif isinstance(node, ast.AugAssign | ast.AnnAssign | ast.NamedExpr) and node.value:
            _note(given, node.target, node.value)
    return given


def _note(given: dict[str, list[ast.expr]], target: ast.expr, value: ast.expr) -> None:
    if isinstance(target, ast.Name):
        given.setdefault(target.id, []).append(value)
    elif isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        for each, its in zip(target.elts, value.elts, strict=True):
            _note(given, each, its)


def _doubtful(
    node: ast.expr, given: Mapping[str, Sequence[ast.expr]], depth: int = 0
) -> Iterator[str]:
    """Yield what a text is made of that nothing has made harmless."""
    inner = _parts(node, given)
    if inner is None or depth > _DEEPEST:
        name = ast.unparse(node).rsplit(".", 1)[-1]
        if name not in ELSEWHERE:
            yield ast.unparse(node)
        return
    for each in inner:
        yield from _doubtful(each, given, depth + 1)


def _parts(node: ast.expr, given: Mapping[str, Sequence[ast.expr]]) -> Sequence[ast.expr] | None:
    """Return what a text is put together from, None where that cannot be told."""
    match node:
        case ast.Constant():
            return []
        case ast.JoinedStr():
            return [each.value for each in node.values if isinstance(each, ast.FormattedValue)]
        case ast.BinOp():
            return [node.left, node.right]
        case ast.BoolOp():
            return node.values
        case ast.IfExp():
            return [node.body, node.orelse]
        case ast.GeneratorExp() | ast.ListComp():
            return [node.elt]
        case ast.List() | ast.Tuple():
            return node.elts
        case ast.Name() if node.id in given:
            return given[node.id]
        case ast.Call():
            return _made_of(node)
    return None


def _made_of(call: ast.Call) -> Sequence[ast.expr] | None:
    """Return what a call takes into the text it makes, None where that cannot be told."""
    name = ast.unparse(call.func).rsplit(".", 1)[-1]
    if name in HARMLESS or name in ELSEWHERE:
        return []
    if name == "map" and ast.unparse(call.args[0]) in HARMLESS:
        return []
    if name in {"join", "replace"}:
        return [*call.args, *([call.func.value] if name == "replace" else [])]  # type: ignore[attr-defined]
    return None


def _said() -> Iterator[tuple[str, str]]:
    """Yield where Markdown is said, and what is doubtful in it."""
    for name, tree in _sources():
        for function in _functions(tree):
            given = _given(function)
            for node in _own(function):
                if not isinstance(node, ast.Call) or not node.args:
                    continue
                whole = ast.unparse(node.func)
                if whole.startswith("st.") and whole.removeprefix("st.") in MARKDOWN:
                    for doubtful in _doubtful(node.args[0], given):
                        yield f"{name}:{node.lineno}", doubtful


def test_nothing_is_marked_as_unsafe() -> None:
    marked = [
        f"{name}:{node.value.lineno}"
        for name, tree in _sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.keyword)
        and node.arg in {"unsafe_allow_html", "unsafe_allow_javascript"}
    ]
    assert marked == []


def test_html_is_written_in_three_places_without_a_name_of_anybody() -> None:
    written = {
        name
        for name, tree in _sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr in {"html", "iframe", "components"}
        and ast.unparse(node).startswith("st.")
    }
    assert written == set(HTML)


def test_markdown_is_made_of_words_of_ours_and_of_names_made_harmless() -> None:
    assert list(_said()) == []
