"""The workbook part of a package: which sheets there are, in which order, under which names."""

from __future__ import annotations

from typing import Final

from monitor.intake.returned.package import (
    RELATIONS,
    Edit,
    Element,
    Package,
    Unpatchable,
    attribute_xml,
    children,
    edited,
    elements_of,
    first,
    identity,
    prefix_of,
    put_in_order,
    put_inside,
    with_attribute,
)

_SHEET_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_WORKBOOK_ORDER: Final = (
    "fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups "
    "externalReferences definedNames calcPr oleSize customWorkbookViews pivotCaches "
    "smartTagPr smartTagTypes webPublishing fileRecoveryPr webPublishObjects extLst"
)


class Book:
    """A package's workbook: its sheets, its names, its styles, whether it has macros."""

    def __init__(self, package: Package) -> None:
        """Find the workbook in its package.

        Raises:
            Unpatchable: when there is none, or one of another kind than xlsx and xlsm.
        """
        self.package = package
        main = [each for each in package.relations("") if each.kind == "officeDocument"]
        if not main:
            raise Unpatchable("no workbook")
        self.part = main[0].target
        self._load()
        if (self._elements[0].name, "purl.oclc.org" in str(self._elements[0].attributes)) != (
            "workbook",
            False,
        ):
            raise Unpatchable("another kind of workbook")
        related = package.relations(self.part)
        self.relations = {relation.id: relation for relation in related}
        kinds = {relation.kind: relation.target for relation in related}
        if "styles" not in kinds:
            raise Unpatchable("no styles")
        self.styles = kinds["styles"]
        self.has_macros = "vbaProject" in kinds

    def _load(self) -> None:
        self.xml = self.package.read(self.part)
        self._elements = elements_of(self.xml)
        self.prefix = prefix_of(self.xml, self._elements[0])

    def _edit(self, *edits: Edit) -> None:
        self.package.write(self.part, edited(self.xml, edits))
        self._load()

    def _listed(self) -> list[Element]:
        listed = first(self._elements, "sheets")
        if listed is None:
            raise Unpatchable("no sheets")
        return children(self._elements, listed)

    def sheets(self) -> dict[str, str]:
        """Return the part of each worksheet by the sheet's name, in order."""
        return self._of_kind({"worksheet"})

    def other_sheets(self) -> dict[str, str]:
        """Return the parts of sheets without cells, such as charts, by name."""
        return self._of_kind({"chartsheet", "dialogsheet"})

    def _of_kind(self, kinds: set[str]) -> dict[str, str]:
        found = {}
        for sheet in self._listed():
            relation = self.relations.get(identity(sheet.attributes))
            if relation is not None and relation.kind in kinds:
                found[sheet.attributes["name"]] = relation.target
        return found

    def drop(self, name: str) -> None:
        """Remove a sheet of a name, if there is one, with what only it uses."""
        listed = self._listed()
        for position, sheet in enumerate(listed):
            if sheet.attributes["name"] == name:
                relation = self.relations[identity(sheet.attributes)]
                self._drop_parts(relation.target)
                self.package.unrelate(self.part, relation.id)
                self._edit(
                    Edit(sheet.start, sheet.end, b""), *self._names_moved(position, -1, drop=True)
                )
                return

    def _drop_parts(self, part: str) -> None:
        mine = [each.target for each in self.package.relations(part) if not each.is_external]
        self.package.remove(part)
        needed = {
            relation.target
            for name in self.package.names()
            for relation in self.package.relations(name)
        }
        for target in mine:
            if target not in needed and self.package.has(target):
                self.package.remove(target)

    def _names_moved(self, position: int, by: int, *, drop: bool = False) -> list[Edit]:
        """Return edits that keep names with their sheets when one comes or goes."""
        edits = []
        for name in self._elements:
            sheet = name.attributes.get("localSheetId", "")
            if name.name != "definedName" or not sheet.isdecimal():
                continue
            if drop and int(sheet) == position:
                edits.append(Edit(name.start, name.end, b""))
            elif int(sheet) >= position:
                edits.append(with_attribute(self.xml, name, "localSheetId", str(int(sheet) + by)))
        return edits

    def put_first(self, name: str, sheet: bytes) -> None:
        """Put a sheet before all others and open the workbook at it."""
        part = self.package.free_name("xl/worksheets/sheet{}.xml")
        self.package.write(part, sheet)
        self.package.declare(_SHEET_TYPE, part=part)
        relation = self.package.relate(self.part, "worksheet", part)
        listed = self._listed()
        taken = {int(each.attributes["sheetId"]) for each in listed}
        entry = (
            f'<{self.prefix}sheet xmlns:r="{RELATIONS}" name={attribute_xml(name)} '
            f'sheetId="{max(taken, default=0) + 1}" r:id="{relation}"/>'
        )
        start = listed[0].start if listed else 0
        views = [each for each in self._elements if each.name == "workbookView"]
        shown = [self._opened_at_first(view) for view in views]
        self._edit(Edit(start, start, entry.encode()), *shown, *self._names_moved(0, 1))

    def _opened_at_first(self, view: Element) -> Edit:
        tag = with_attribute(self.xml, view, "activeTab", "0")
        element = Element(view.name, {}, 0, 0, len(tag.content), 0, 0)
        return Edit(
            tag.start, tag.end, with_attribute(tag.content, element, "firstSheet", "0").content
        )

    def name_ranges(self, names: str) -> None:
        """Add names to those that the workbook defines."""
        found = first(self._elements, "definedNames")
        if found is not None:
            self._edit(put_inside(self.xml, found, names.encode()))
            return
        whole = f"<{self.prefix}definedNames>{names}</{self.prefix}definedNames>"
        self._edit(put_in_order(self._elements, _WORKBOOK_ORDER, "definedNames", whole.encode()))
