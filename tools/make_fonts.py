#!/usr/bin/env python3
"""Makes the fonts of the console: Inter and Lucide, cut to what it shows, and the header that names the icons.

Dear ImGui (stb_truetype) draws glyphs from TrueType or CFF outlines and knows no font features. So hinting, kerning and alternates are left out, and
digits are the tabular ones, because columns of numbers are what an admin console shows most.
"""

import argparse
import io
import itertools
import json
import logging
import pathlib
import sys

from fontTools import subset
from fontTools.cffLib import cffStandardStrings
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem

logging.getLogger("fontTools").setLevel(logging.ERROR)  # Lucide has two bytes too many in a table that is dropped

# What people's names, places and our own words are written in.
TEXT = [
    (0x0020, 0x007E),  # Latin
    (0x00A0, 0x00FF),  # Latin-1
    (0x0100, 0x017F),  # Latin Extended-A
    (0x0218, 0x021B),  # Romanian
    (0x0384, 0x03CE),  # Greek
    (0x0400, 0x045F),  # Cyrillic
    (0x0490, 0x0491),  # Ukrainian
    (0x1E9E, 0x1E9E),  # German capital sharp s
    (0x2010, 0x2015),  # hyphens and dashes
    (0x2018, 0x201E),  # quotation marks
    (0x2020, 0x2022),  # daggers, bullet
    (0x2026, 0x2026),  # ellipsis
    (0x2030, 0x2033),  # per mille, primes
    (0x2039, 0x203A),  # single angle quotes
    (0x20AC, 0x20AC),  # euro
    (0x2116, 0x2116),  # numero
    (0x2122, 0x2122),  # trade mark
    (0x2190, 0x2193),  # arrows
    (0x2212, 0x2212),  # minus
    (0x221E, 0x221E),  # infinity
    (0x2248, 0x2248),  # about
    (0x2260, 0x2260),  # not equal
    (0x2264, 0x2265),  # at most, at least
    (0x2318, 0x2318),  # command key
    (0x21E7, 0x21E7),  # shift key
    (0xFFFD, 0xFFFD),  # replacement character
]


def cut(font, codepoints):
    """The font with these characters and nothing that only a text engine would use."""
    options = subset.Options()
    options.hinting = False
    options.desubroutinize = True  # smaller once compressed
    options.layout_features = []
    options.notdef_outline = True
    options.name_IDs = [1, 2]
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "kern", "STAT", "DSIG", "BASE", "meta"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=codepoints)
    subsetter.subset(font)
    return font


# In so many steps to an em outlines are kept, a twentieth of a pixel of the largest heading: small numbers are short.
TEXT_STEPS = 704  # a quarter of Inter's own, so that its heights stay as they are (ui/kit/fonts.cpp)
ICON_STEPS = 256  # Lucide is drawn on a grid of 24


def reopened(font):
    """The font as it reads once it was written."""
    file = io.BytesIO()
    font.save(file)
    return TTFont(file)


def shorten_names(font):
    """Gives the glyphs of a CFF font the names that every such font knows: nobody reads theirs, and they are a tenth of it."""
    top = font["CFF "].cff.topDictIndex[0]
    for outline in top.CharStrings.values():
        outline.decompile()
    own = (name for name in cffStandardStrings if name != ".notdef")
    spare = itertools.chain(own, (f"g{number:x}" for number in itertools.count()))
    order = font.getGlyphOrder()
    short = {name: name if name == ".notdef" else next(spare) for name in order}
    widths, tables = font["hmtx"].metrics, font["cmap"].tables
    top.CharStrings.charStrings = {short[name]: index for name, index in top.CharStrings.charStrings.items()}
    top.charset = [short[name] for name in top.charset]
    for table in tables:
        table.cmap = {codepoint: short[name] for codepoint, name in table.cmap.items()}
    font["hmtx"].metrics = {short[name]: metrics for name, metrics in widths.items()}
    font.glyphOrder = [short[name] for name in order]
    vars(font).pop("_reverseGlyphOrderDict", None)


def use_tabular_digits(font):
    """Points the digits to the glyphs that the feature `tnum` would put in their place."""
    table = font["GSUB"].table
    replacements = {}
    for record in table.FeatureList.FeatureRecord:
        if record.FeatureTag == "tnum":
            for index in record.Feature.LookupListIndex:
                for part in table.LookupList.Lookup[index].SubTable:
                    part = getattr(part, "ExtSubTable", part)
                    replacements.update(getattr(part, "mapping", {}))
    digits = range(ord("0"), ord("9") + 1)
    for cmap in font["cmap"].tables:
        for digit in digits:
            if digit in cmap.cmap:
                cmap.cmap[digit] = replacements.get(cmap.cmap[digit], cmap.cmap[digit])
    # Interpolated weights are a few of 2,816 units apart.
    glyphs = [font.getBestCmap()[digit] for digit in digits]
    widths = [font["hmtx"][glyph][0] for glyph in glyphs]
    if max(widths) - min(widths) > 8:
        sys.exit("Inter's tabular digits are not all of one width: has the font changed?")
    for glyph in glyphs:
        font["hmtx"][glyph] = (max(widths), font["hmtx"][glyph][1])


def read_icon_names(path):
    names = [line.strip() for line in path.read_text().splitlines()]
    names = [name for name in names if name and not name.startswith("#")]
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        sys.exit(f"{path.name} names an icon twice: {', '.join(sorted(twice))}")
    return names


def icon_header(codepoints):
    lines = [
        "// The icons of the interface by name. Made by tools/make_fonts.py from assets/icons.txt: add icons there.",
        "#pragma once",
        "",
        '#include "ui/kit/basics.hpp"',
        "",
        "namespace castellan::ui::icon {",
        "",
    ]
    for name, codepoint in sorted(codepoints.items()):
        lines.append(f"inline constexpr Icon {name.replace('-', '_')}{{{codepoint:#06X}}};".replace("0X", "0x"))
    lines += ["", "} // namespace castellan::ui::icon", ""]
    return "\n".join(lines)


def write_if_changed(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_text() != text:
        path.write_text(text)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--inter", type=pathlib.Path, help="folder with Inter-Regular.otf and Inter-SemiBold.otf")
    parser.add_argument("--lucide", type=pathlib.Path, required=True, help="folder with lucide.ttf and codepoints.json")
    parser.add_argument("--icons", type=pathlib.Path, required=True, help="list of icon names")
    parser.add_argument("--out", type=pathlib.Path, help="folder for the fonts")
    parser.add_argument("--header", type=pathlib.Path, help="the C++ header to write")
    arguments = parser.parse_args()

    known = json.loads((arguments.lucide / "codepoints.json").read_text())
    names = read_icon_names(arguments.icons)
    missing = [name for name in names if name not in known]
    if missing:
        sys.exit(f"Lucide has no icon {', '.join(missing)}. The names are those of lucide.dev/icons; "
                 "see node_modules/lucide-static/font/codepoints.json for this version's.")
    codepoints = {name: known[name] for name in names}

    if arguments.header:
        write_if_changed(arguments.header, icon_header(codepoints))
    if not arguments.out:
        return

    arguments.out.mkdir(parents=True, exist_ok=True)
    text = [codepoint for first, last in TEXT for codepoint in range(first, last + 1)]
    for source, target in (("Inter-Regular.otf", "inter-regular.ttf"), ("Inter-SemiBold.otf", "inter-semibold.ttf")):
        font = TTFont(arguments.inter / source)
        use_tabular_digits(font)
        scale_upem(cut(font, text), TEXT_STEPS)
        font = reopened(font)
        shorten_names(font)
        font.save(arguments.out / target)
    icons = cut(TTFont(arguments.lucide / "lucide.ttf"), codepoints.values())
    scale_upem(icons, ICON_STEPS)
    icons.save(arguments.out / "lucide.ttf")


if __name__ == "__main__":
    main()
