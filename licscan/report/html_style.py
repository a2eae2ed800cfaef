"""The style sheet of the page: system fonts, both colour schemes, print."""

from __future__ import annotations

_LIGHT = """
--page:#fff;--text:#1f2328;--soft:#57606a;--line:#d0d7de;--panel:#f6f8fa;--link:#0550ae;--mark:#fff8c5;
--conflict:#a40e26;--unknown:#6639ba;--review:#7d4e00;--obliged:#116329;--ok:#116329;
--error:#a40e26;--warning:#7d4e00;--note:#424a53;
"""
_DARK = """
--page:#0d1117;--text:#e6edf3;--soft:#9198a1;--line:#3d444d;--panel:#151b23;--link:#79b8ff;--mark:#3d2e00;
--conflict:#ff8e88;--unknown:#d2a8ff;--review:#e3b341;--obliged:#7ee787;--ok:#7ee787;
--error:#ff8e88;--warning:#e3b341;--note:#b1bac4;
"""
_WORDS = ("conflict", "unknown", "review", "obliged", "ok", "error", "warning", "note")

_BADGES = "".join(
    f".badge.{word}{{color:var(--{word})}}article.{word}{{border-left-color:var(--{word})}}"
    for word in _WORDS
)
_FILTER = "".join(
    f"section:has(#show-{word}:checked) article:not(.{word}){{display:none}}" for word in _WORDS
)

STYLE = f"""
:root{{color-scheme:light dark;{_LIGHT}}}
@media (prefers-color-scheme:dark){{:root{{{_DARK}}}}}
*{{box-sizing:border-box}}
body{{margin:0 auto;padding:1rem;max-width:70rem;background:var(--page);color:var(--text);
font:1rem/1.5 system-ui,sans-serif;overflow-wrap:anywhere}}
a{{color:var(--link)}}
:focus-visible{{outline:3px solid var(--link);outline-offset:2px}}
.skip{{position:absolute;left:-99rem}}
.skip:focus{{position:static}}
h1{{margin:.5rem 0;font-size:1.6rem}}
h2{{margin:2rem 0 .5rem;font-size:1.25rem;border-bottom:1px solid var(--line)}}
h3{{margin:0 0 .5rem;font-size:1rem}}
.gate{{font-weight:600}}
.badge{{display:inline-block;padding:0 .5em;border:2px solid;border-radius:1em;
font-weight:700;text-transform:uppercase;font-size:.85em}}
nav ul{{display:flex;flex-wrap:wrap;gap:.25rem 1rem;padding:0;list-style:none}}
article{{margin:1rem 0;padding:.75rem 1rem;background:var(--panel);border:1px solid var(--line);
border-left:.4rem solid var(--soft)}}
article p{{margin:.5rem 0}}
fieldset{{display:inline-block;margin:0;border:1px solid var(--line)}}
input[name=show]{{margin:0 .3rem 0 .6rem}}
pre{{margin:.5rem 0;padding:.5rem;overflow-x:auto;background:var(--page);
border:1px solid var(--line)}}
mark{{background:var(--mark);color:inherit;font-weight:600}}
code,pre{{font-family:ui-monospace,monospace;font-size:.9em}}
details{{margin:.5rem 0}}
summary{{cursor:pointer}}
.wide{{overflow-x:auto}}
table{{border-collapse:collapse;width:100%}}
caption{{text-align:left;color:var(--soft)}}
th,td{{padding:.3rem .6rem;border:1px solid var(--line);text-align:left;vertical-align:top;
overflow-wrap:break-word}}
.lineage,.lineage ul{{padding-left:1.25rem}}
.relation,footer{{color:var(--soft)}}
footer{{margin-top:2rem;border-top:1px solid var(--line)}}
{_BADGES}
{_FILTER}
@media print{{nav,.skip,fieldset{{display:none}}article{{break-inside:avoid}}}}
"""
