"""License text in, license expression out: the cheapest test that is certain goes first.

What each match class promises: `exact`, the whole text is a known one, copyright lines apart;
`rules`, known texts cover it and nothing that could matter is left over; `near`, it resembles a
known text and differs in something that may matter, so its license is not known; `reference`, the
text only names a license.
"""

from __future__ import annotations
