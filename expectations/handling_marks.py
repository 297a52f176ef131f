"""Markings above the level that this warehouse is agreed for (MF-15), in the form in which they are written as markings.

A marking is told from a word by its form, never by the word alone: it fills a cell or a line of it, opens the cell
with a dash or a colon behind it, stands in brackets of its own, names the body whose level it is, or has the `//` of a
banner or portion. "Secret of success", "Secretary", "restricted access" and "confidentiality" are words.

The patterns are read by RE2 on large columns: no looking ahead or behind.
"""

import re

_LEVEL = "(?:TOP[ -]SECRET|SECRET|CONFIDENTIAL|RESTRICTED)"
_BODY = "(?:COSMIC|NATO|OTAN|EU|UE)"
_CONTROL = "(?:NF|NOFORN|REL|RELIDO|ORCON|OC|SI|TK|HCS|FGI|NATO|PROPIN|PR|IMC)"

MARKING = (
    r"(?m:"
    rf"^[^\w\n]*{_LEVEL}[^\w\n]*$"  # SECRET, [RESTRICTED]: alone in a cell or on a line
    r"|^[^\w\n]*(?:Top Secret|(?:Nato|NATO|EU) (?:Secret|Confidential|Restricted)|GEHEIM)[^\w\n]*$"
    rf"|^\s*{_LEVEL}\s*(?:[:–—|]|-\s)"  # SECRET - partner list
    rf"|[\[(]{_LEVEL}[\])]"  # Partner list (SECRET)
    rf"|(?:CLASSIFICATION|[Cc]lassification|[Mm]arking)\s*[:=]\s*{_LEVEL}\b"
    rf"|\b{_LEVEL}\s?//\s?[A-Z]"  # SECRET//REL TO
    rf"|(?:^|[\s(\[])(?:TS|S|C|R)\s?//\s?{_CONTROL}\b"  # (S//NF)
    r"|\((?:TS|S|C)/(?:NF|REL)\b"  # (S/NF)
    rf"|\b{_BODY} {_LEVEL}\b|\b{_LEVEL} {_BODY}\b"  # NATO SECRET, SECRET UE
    r"|\bTOP SECRET\b|\bNOFORN\b|\bSTRENG GEHEIM\b|\bVS-(?:NfD|NUR FÜR DEN|VERTRAULICH)\b"
    r"|\bTR[EÈ]S SECRET\b|\bSECRET D[EÉ]FENSE\b|\bCONFIDENTIEL[ -](?:UE|D[EÉ]FENSE|OTAN)\b"
    r"|\bRESTREINT UE\b|\bDIFFUSION RESTREINTE\b"
    r")"
)
"""What is looked for in every cell."""

_NAME = re.compile(
    rf"(?:^|[\W_])(?:{_LEVEL}|NOFORN)(?:$|[\W_])|(?:^|[\W_])(?i:top|nato|cosmic|eu)[\W_]?(?i:secret|confidential|restricted)(?:$|[\W_])"
)
"""Names of files and sheets are no prose: there a level in capitals, set off by any mark, is a marking."""


def name_is_marked(name: str) -> bool:
    """Whether the name of a file or a sheet carries a marking: `SECRET_partners.csv`, `partners nato-secret`."""
    return _NAME.search(name) is not None
