"""What every query of the library answers about the graphs of sample.py."""

from __future__ import annotations

from datetime import date
from typing import Any

ABZUG = "Abzug der Truppen aus dem Bürgerkriegsland Syrien"
PUTIN, ASSAD, KERRY, MISTURA = "Wladimir Putin", "Bashar al-Assad", "John Kerry", "Staffan de Mistura"
LAWROW, OPPOSITION, UNITS = "Sergej Lawrow", "syrische Opposition", "russische Einheiten"
AGREES, DENIES = (
    "Putin sei sich mit Assad einig, sagte Lawrow.",
    "Es gebe keine Einigung mit Assad, sagte Kerry.",
)
D14, D15, D16, D17, D18 = (f"2016-03-{day}" for day in (14, 15, 16, 17, 18))
FACT, CLAIM, DENIAL = ["positive", "asserted"], ["positive", "reported"], ["negative", "reported"]
CRITICISM = [KERRY, "CRITICIZES", ASSAD]
AUDIENCE = [ASSAD, "MET", MISTURA]
DEAL = [PUTIN, "AGREED", ASSAD]
TALKS = [MISTURA, "NEGOTIATES", OPPOSITION]
ORDER = [PUTIN, "ORDERED", ABZUG]

Rows = list[list[Any]]
# what the queries answer about sample()
SAMPLE: dict[str, list[tuple[dict[str, Any], Rows]]] = {
    "actors/between": [
        (
            {"name": "Putin", "other": "Assad"},
            [
                [D15, *DEAL, *CLAIM, LAWROW, AGREES, "abzug"],
                [D17, *DEAL, *DENIAL, KERRY, DENIES, "dementi"],
            ],
        ),
        ({"name": "Assad", "other": "Lawrow"}, []),
    ],
    "actors/find": [
        ({"name": "kerry"}, [["person:john-kerry", KERRY, "Person", ["Kerry"], 3]]),
        ({"name": "+de +mistura"}, [["person:staffan-de-mistura", MISTURA, "Person", ["de Mistura"], 2]]),
        ({"name": "niemand"}, []),
    ],
    "actors/in-common": [
        ({"name": "Kerry", "other": "de Mistura"}, [[ASSAD, "Person", ["CRITICIZES"], ["MET"]]]),
        ({"name": "Kerry", "other": "Putin"}, []),
    ],
    "actors/negotiates-with": [
        ({"name": "Assad"}, [[ASSAD, MISTURA, ["MET"], 1, D17, D17]]),
        (
            {"name": "de Mistura"},
            [[MISTURA, ASSAD, ["MET"], 1, D17, D17], [MISTURA, OPPOSITION, ["NEGOTIATES"], 1, D16, D16]],
        ),
    ],
    "actors/relations": [
        ({"name": "Assad"}, [[*AUDIENCE, 1, 1, 1, D17, D17], [*CRITICISM, 1, 1, 1, D16, D16]]),
        ({"name": "assad"}, [[*AUDIENCE, 1, 1, 1, D17, D17], [*CRITICISM, 1, 1, 1, D16, D16]]),
        ({"name": "person:bashar-al-assad", "limit": 1}, [[*AUDIENCE, 1, 1, 1, D17, D17]]),
        (
            {"name": "Putin"},
            [[*ORDER, 2, 2, 2, D14, D14], [PUTIN, "HOLDS_OFFICE", "Russland", 1, 1, 1, D15, D15]],
        ),
    ],
    "actors/said-about": [
        (
            {"name": "Assad"},
            [[KERRY, *DEAL, *DENIAL, DENIES, "dementi"], [LAWROW, *DEAL, *CLAIM, AGREES, "abzug"]],
        ),
        ({"name": "Kerry"}, []),
    ],
    "actors/timeline": [
        (
            {"name": "Assad"},
            [
                [D15, *DEAL, *CLAIM, "abzug"],
                [D16, *CRITICISM, *FACT, "gespraeche"],
                [D17, *AUDIENCE, *FACT, "dementi"],
                [D17, *DEAL, *DENIAL, "dementi"],
            ],
        ),
        (
            {"name": "Assad", "since": date(2016, 3, 16), "until": "2016-03-16"},
            [[D16, *CRITICISM, *FACT, "gespraeche"]],
        ),
        (
            {"name": "Putin", "until": date(2016, 3, 14)},
            [[D14, *ORDER, *FACT, "abzug"], [D14, *ORDER, *FACT, "gespraeche"]],
        ),
    ],
    "claims/by-speaker": [
        ({"name": "Kerry"}, [[KERRY, *DEAL, *DENIAL, DENIES, "dementi"]]),
        ({"name": "Putin"}, []),
    ],
    "claims/contradicted": [({}, [[*DEAL, ["abzug"], ["dementi"]]])],
    "claims/denied": [({}, [[*DEAL, "reported", KERRY, DENIES, "dementi"]])],
    "claims/hedged": [
        (
            {},
            [
                [D17, *DEAL, "reported", KERRY, DENIES, "dementi"],
                [D16, KERRY, "MET", LAWROW, "planned", None, "Kerry will Lawrow treffen.", "gespraeche"],
                [D15, *DEAL, "reported", LAWROW, AGREES, "abzug"],
            ],
        ),
        (
            {"modality": "planned"},
            [[D16, KERRY, "MET", LAWROW, "planned", None, "Kerry will Lawrow treffen.", "gespraeche"]],
        ),
        ({"modality": "hypothetical"}, []),
    ],
    "documents/list": [
        (
            {},
            [
                ["wetter", "Das Wetter", "Tageskurier", D18, 0],
                ["dementi", "Moskau widerspricht", "Beispielblatt", D17, 2],
                ["gespraeche", "Gespräche in Genf", "Tageskurier", D16, 5],
                ["abzug", "Der Abzug beginnt", "Beispielblatt", D15, 4],
            ],
        ),
        ({"source": "kurier", "limit": 1}, [["wetter", "Das Wetter", "Tageskurier", D18, 0]]),
    ],
    "documents/statements": [
        (
            {"document": "dementi"},
            [
                [1, *AUDIENCE, *FACT, None, "met", "c0983de61726e2d004dd24da"],
                [2, *DEAL, *DENIAL, KERRY, "agreed", "cf522b499a4017d94ebed8b0"],
            ],
        ),
        ({"document": "wetter"}, []),
    ],
    "evidence/sentences": [
        (
            {"subject": "Putin", "object": "Abzug", "relation": "ORDERED"},
            [
                [
                    "ORDERED",
                    ABZUG,
                    *FACT,
                    "Putin befahl am Montag den Abzug.",
                    "abzug",
                    D15,
                    "https://example.org/abzug",
                ],
                [
                    "ORDERED",
                    ABZUG,
                    *FACT,
                    "Der Abzug war von Putin angeordnet worden.",
                    "gespraeche",
                    D16,
                    "https://example.org/gespraeche",
                ],
            ],
        ),
        ({"subject": "Putin", "object": "Abzug", "relation": "MET"}, []),
    ],
    "facts/by-sources": [({}, [[*ORDER, 2, 2, 2]]), ({"at_least": 3}, [])],
    "facts/single-source": [
        (
            {},
            [
                [
                    PUTIN,
                    "HOLDS_OFFICE",
                    "Russland",
                    "abzug",
                    "Beispielblatt",
                    "Russlands Präsident Putin sprach.",
                    1,
                ],
                [
                    UNITS,
                    "DEPLOYED_AT",
                    "Tartus",
                    "abzug",
                    "Beispielblatt",
                    "Russische Einheiten bleiben in Tartus.",
                    1,
                ],
                [*AUDIENCE, "dementi", "Beispielblatt", "Assad empfing de Mistura.", 1],
                [*CRITICISM, "gespraeche", "Tageskurier", "Kerry kritisierte Assad.", 1],
                [
                    KERRY,
                    "HOLDS_OFFICE",
                    "USA",
                    "gespraeche",
                    "Tageskurier",
                    "US-Außenminister Kerry kam an.",
                    1,
                ],
                [
                    *TALKS,
                    "gespraeche",
                    "Tageskurier",
                    "De Mistura verhandelte in Genf mit der Opposition.",
                    1,
                ],
            ],
        )
    ],
    "graph/overview": [
        (
            {},
            [
                ["node", "Statement", 11],
                ["node", "Person", 5],
                ["node", "Document", 4],
                ["node", "Country", 2],
                ["node", "Group", 2],
                ["node", "Place", 2],
                ["node", "Thing", 1],
                ["relationship", "IN_DOCUMENT", 11],
                ["relationship", "OBJECT", 11],
                ["relationship", "SUBJECT", 11],
                ["relationship", "HOLDS_OFFICE", 2],
                ["relationship", "SAID_BY", 2],
                ["relationship", "AT", 1],
                ["relationship", "CRITICIZES", 1],
                ["relationship", "DEPLOYED_AT", 1],
                ["relationship", "MET", 1],
                ["relationship", "NEGOTIATES", 1],
                ["relationship", "ORDERED", 1],
            ],
        )
    ],
    "graph/statements-by-relation": [
        (
            {},
            [
                ["AGREED", 2, 0, 1, 1],
                ["HOLDS_OFFICE", 2, 2, 0, 0],
                ["MET", 2, 1, 1, 0],
                ["ORDERED", 2, 2, 0, 0],
                ["CRITICIZES", 1, 1, 0, 0],
                ["DEPLOYED_AT", 1, 1, 0, 0],
                ["NEGOTIATES", 1, 1, 0, 0],
            ],
        )
    ],
    "offices/holders": [
        ({}, [[PUTIN, "Präsident", "Russland", 1, 1, D15], [KERRY, "Außenminister", "USA", 1, 1, D16]]),
        ({"of": "usa"}, [[KERRY, "Außenminister", "USA", 1, 1, D16]]),
    ],
    "paths/between": [
        (
            {"name": "Kerry", "other": "Opposition"},
            [
                [
                    [KERRY, "CRITICIZES", ASSAD, "MET", MISTURA, "NEGOTIATES", OPPOSITION],
                    3,
                ]
            ],
        ),
        ({"name": "Putin", "other": "Kerry"}, []),
    ],
    "places/deployments": [
        ({}, [[UNITS, "DEPLOYED_AT", "Tartus", D15, D15, 1, 1]]),
        ({"place": "tart"}, [[UNITS, "DEPLOYED_AT", "Tartus", D15, D15, 1, 1]]),
        ({"place": "Genf"}, []),
    ],
    "places/events": [
        ({"place": "Genf"}, [[D16, *TALKS, *FACT, "Genf", "gespraeche"]]),
        ({"place": "Tartus"}, [[D15, UNITS, "DEPLOYED_AT", "Tartus", *FACT, "Tartus", "abzug"]]),
    ],
    "quality/long-names": [({}, [[ABZUG, "Thing", 7, "abzug"]]), ({"words": 8}, [])],
    "quality/orphans": [({}, [["Document", "wetter", "Das Wetter"]])],
    "actors/friends-and-foes": [
        ({"name": "Assad"}, [[MISTURA, 1, 0, 1], [KERRY, 0, 1, -1]]),
    ],
    "actors/mentions": [
        ({"name": "Assad"}, [[ASSAD, "Person", D15, D17, 3, 3, 2, 4]]),
    ],
    "actors/new": [
        (
            {"since": D16},
            [
                [MISTURA, "Person", D16, 2, 2],
                [KERRY, "Person", D16, 1, 1],
                [LAWROW, "Person", D16, 1, 1],
                ["USA", "Country", D16, 1, 1],
                [OPPOSITION, "Group", D16, 1, 1],
            ],
        ),
        (
            {"since": D15, "until": D15},
            [
                [ASSAD, "Person", D15, 1, 1],
                ["Russland", "Country", D15, 1, 1],
                ["Tartus", "Place", D15, 1, 1],
                [PUTIN, "Person", D15, 1, 1],
                [UNITS, "Group", D15, 1, 1],
            ],
        ),
    ],
    "actors/orders": [
        ({}, [[PUTIN, ABZUG, D14, 2, 2, 2]]),
        ({"name": "Kerry"}, []),
    ],
    "actors/places": [
        ({"name": "de Mistura"}, [[D16, "Genf", "NEGOTIATES", OPPOSITION, "gespraeche"]]),
        ({"name": UNITS}, [[D15, "Tartus", "DEPLOYED_AT", "Tartus", "abzug"]]),
    ],
    "actors/together": [
        (
            {"name": "Assad"},
            [
                [PUTIN, "Person", 3, 3, 2],
                [KERRY, "Person", 2, 2, 2],
                [LAWROW, "Person", 2, 2, 1],
                [MISTURA, "Person", 2, 2, 1],
                ["Russland", "Country", 1, 1, 0],
                ["Tartus", "Place", 1, 1, 0],
                ["USA", "Country", 1, 1, 0],
                [UNITS, "Group", 1, 1, 0],
                [OPPOSITION, "Group", 1, 1, 0],
            ],
        ),
    ],
    "claims/speakers": [
        ({}, [[KERRY, "Person", 1, 1, 1, 1], [LAWROW, "Person", 1, 0, 1, 1]]),
    ],
    "documents/by-month": [
        ({}, [["2016-03", 4, 11, 2]]),
        ({"source": "kurier"}, [["2016-03", 2, 5, 1]]),
    ],
    "documents/by-source": [
        ({}, [["Beispielblatt", 2, 6, D15, D17], ["Tageskurier", 2, 5, D16, D18]]),
    ],
    "documents/same-facts": [
        ({"document": "abzug"}, [["gespraeche", "Tageskurier", D16, 1, False]]),
    ],
    "documents/search": [
        (
            {"words": "+Abzug +Putin"},
            [
                [D16, PUTIN, "ORDERED", ABZUG, "Der Abzug war von Putin angeordnet worden.", "gespraeche"],
                [D15, PUTIN, "ORDERED", ABZUG, "Putin befahl am Montag den Abzug.", "abzug"],
            ],
        ),
    ],
    "dyads/by-month": [
        (
            {},
            [
                ["2016-03", "group:russische-einheiten", "place:tartus", 0, 0, 0, 1],
                ["2016-03", "person:bashar-al-assad", "person:staffan-de-mistura", 1, 0, 0, 0],
                ["2016-03", "person:john-kerry", "person:bashar-al-assad", 0, 0, 1, 0],
                ["2016-03", "person:staffan-de-mistura", "group:syrische-opposition", 1, 0, 0, 0],
            ],
        ),
    ],
    "facts/changed": [
        (
            {"since": D16, "until": D17},
            [
                ["new", KERRY, "CRITICIZES", ASSAD, D16, 1, 1],
                ["new", KERRY, "HOLDS_OFFICE", "USA", D16, 1, 1],
                ["new", MISTURA, "NEGOTIATES", OPPOSITION, D16, 1, 1],
                ["new", ASSAD, "MET", MISTURA, D17, 1, 1],
            ],
        ),
        (
            {"since": D16, "until": D17, "repeated": True, "limit": 9},
            [
                ["new", KERRY, "CRITICIZES", ASSAD, D16, 1, 1],
                ["new", KERRY, "HOLDS_OFFICE", "USA", D16, 1, 1],
                ["new", MISTURA, "NEGOTIATES", OPPOSITION, D16, 1, 1],
                ["new", ASSAD, "MET", MISTURA, D17, 1, 1],
                ["repeated", PUTIN, "ORDERED", ABZUG, D16, 1, 1],
            ],
        ),
    ],
    "facts/meetings": [
        (
            {},
            [
                [D16, MISTURA, "NEGOTIATES", OPPOSITION, "Genf", "gespraeche"],
                [D17, ASSAD, "MET", MISTURA, None, "dementi"],
            ],
        ),
    ],
    "graph/central": [
        (
            {},
            [
                [ASSAD, "Person", 2, 2, 1, 1],
                [KERRY, "Person", 2, 2, 2, 0],
                [MISTURA, "Person", 2, 2, 1, 1],
                ["Russland", "Country", 1, 1, 0, 1],
                ["Tartus", "Place", 1, 1, 0, 1],
                ["USA", "Country", 1, 1, 0, 1],
                [PUTIN, "Person", 1, 1, 1, 0],
                [UNITS, "Group", 1, 1, 1, 0],
                [OPPOSITION, "Group", 1, 1, 0, 1],
            ],
        ),
    ],
    "graph/communities": [
        ({}, [[ASSAD, 3, [ASSAD, KERRY, MISTURA]]]),
    ],
    "graph/ego": [
        ({"name": "Assad"}, [[ASSAD, "MET", MISTURA], [KERRY, "CRITICIZES", ASSAD]]),
        ({"name": "Putin", "things": False}, [[PUTIN, "HOLDS_OFFICE", "Russland"]]),
    ],
    "graph/statements-by-plover": [
        (
            {},
            [
                ["CONSULT", ["MET", "NEGOTIATES"], 3, 2, 1, 0],
                ["AGREE", ["AGREED"], 2, 0, 1, 1],
                ["COERCE", ["ORDERED"], 2, 2, 0, 0],
                ["none", ["HOLDS_OFFICE"], 2, 2, 0, 0],
                ["ACCUSE", ["CRITICIZES"], 1, 1, 0, 0],
                ["MOBILIZE", ["DEPLOYED_AT"], 1, 1, 0, 0],
            ],
        ),
    ],
    "offices/held-on": [
        ({"day": D15}, [[PUTIN, "Präsident", "Russland", D15]]),
        (
            {"day": "2016-03-31"},
            [[PUTIN, "Präsident", "Russland", D15], [KERRY, "Außenminister", "USA", D16]],
        ),
    ],
    "paths/sentences": [
        (
            {"name": "Kerry", "other": "Opposition"},
            [
                [1, KERRY, "CRITICIZES", ASSAD, "Kerry kritisierte Assad.", "gespraeche", D16],
                [2, ASSAD, "MET", MISTURA, "Assad empfing de Mistura.", "dementi", D17],
                [
                    3,
                    MISTURA,
                    "NEGOTIATES",
                    OPPOSITION,
                    "De Mistura verhandelte in Genf mit der Opposition.",
                    "gespraeche",
                    D16,
                ],
            ],
        ),
    ],
    "places/most-events": [
        ({}, [["Genf", "Place", 1, 1, 1, D16, D16], ["Tartus", "Place", 1, 1, 1, D15, D15]]),
    ],
}

# and about affairs()
AFFAIRS: dict[str, list[tuple[dict[str, Any], Rows]]] = {
    "actors/friends-and-foes": [
        ({"name": "Jan Nowak"}, [["Anna Berg", 1, 1, 0], ["Deutschland", 0, 1, -1]]),
    ],
    "actors/places": [
        (
            {"name": "Anna Berg"},
            [
                ["2020-01-09", "Paris", "MET", "Jan Nowak", "treffen"],
                ["2020-02-05", "Paris", "VISITED", "Paris", "sanktionen"],
            ],
        ),
    ],
    "claims/came-true": [
        (
            {},
            [
                [
                    "Anna Berg",
                    "VISITED",
                    "Paris",
                    "planned",
                    "2020-01-10",
                    "treffen",
                    "2020-02-05",
                    "sanktionen",
                ]
            ],
        ),
    ],
    "documents/by-month": [
        ({}, [["2020-01", 1, 5, 1], ["2020-02", 1, 6, 1], [None, 1, 1, 1]]),
    ],
    "documents/by-source": [
        (
            {},
            [
                ["Tageskurier", 2, 7, "2020-02-05", "2020-02-05"],
                ["Beispielblatt", 1, 5, "2020-01-10", "2020-01-10"],
            ],
        ),
    ],
    "documents/same-facts": [
        ({"document": "sanktionen"}, [["treffen", "Beispielblatt", "2020-01-10", 1, False]]),
    ],
    "dyads/by-month": [
        (
            {},
            [
                ["2020-01", "country:DE", "country:PL", 0, 0, 1, 0],
                ["2020-01", "person:anna-berg", "person:jan-nowak", 1, 0, 0, 0],
                ["2020-02", "country:DE", "country:PL", 0, 0, 1, 0],
                ["2020-02", "organization:polizei", "organization:landesbank", 0, 0, 0, 1],
                ["2020-02", "organization:polizei", "person:otto-berg", 0, 0, 0, 1],
                ["2020-02", "person:anna-berg", "place:paris", 1, 0, 0, 0],
                ["2020-02", "person:jan-nowak", "country:DE", 0, 0, 0, 1],
                [None, "person:jan-nowak", "person:anna-berg", 0, 0, 1, 0],
            ],
        ),
        ({"kind": "Country", "since": "2020-02-01"}, [["2020-02", "country:DE", "country:PL", 0, 0, 1, 0]]),
    ],
    "dyads/countries": [
        ({}, [["Deutschland", "Polen", 1, 0, 2, 0], ["Polen", "Deutschland", 0, 0, 1, 1]]),
    ],
    "facts/changed": [
        (
            {"since": "2020-02-01", "until": "2020-02-29"},
            [
                ["new", "Anna Berg", "VISITED", "Paris", "2020-02-05", 1, 1],
                ["new", "Jan Nowak", "SANCTIONED", "Deutschland", "2020-02-05", 1, 1],
                ["new", "Polizei", "ARRESTED", "Otto Berg", "2020-02-05", 1, 1],
                ["new", "Polizei", "ATTACKED", "Landesbank", "2020-02-05", 1, 1],
            ],
        ),
        (
            {"since": "2020-02-01", "until": "2020-02-29", "repeated": True},
            [
                ["new", "Anna Berg", "VISITED", "Paris", "2020-02-05", 1, 1],
                ["new", "Jan Nowak", "SANCTIONED", "Deutschland", "2020-02-05", 1, 1],
                ["new", "Polizei", "ARRESTED", "Otto Berg", "2020-02-05", 1, 1],
                ["new", "Polizei", "ATTACKED", "Landesbank", "2020-02-05", 1, 1],
                ["repeated", "Deutschland", "CRITICIZES", "Polen", "2020-02-05", 1, 1],
            ],
        ),
    ],
    "facts/conflicts": [
        (
            {},
            [
                ["Jan Nowak", "SANCTIONED", "Deutschland", 1, 1, 1, "2020-02-05", "2020-02-05"],
                ["Polizei", "ARRESTED", "Otto Berg", 1, 1, 1, "2020-02-05", "2020-02-05"],
                ["Polizei", "ATTACKED", "Landesbank", 1, 1, 1, "2020-02-05", "2020-02-05"],
            ],
        ),
    ],
    "facts/meetings": [
        (
            {},
            [
                ["2020-01-09", "Anna Berg", "MET", "Jan Nowak", "Paris", "treffen"],
                ["2020-02-05", "Anna Berg", "VISITED", "Paris", None, "sanktionen"],
            ],
        ),
        ({"since": "2020-01-10"}, [["2020-02-05", "Anna Berg", "VISITED", "Paris", None, "sanktionen"]]),
    ],
    "graph/central": [
        ({"limit": 2}, [["Anna Berg", "Person", 3, 4, 3, 1], ["Deutschland", "Country", 3, 4, 2, 2]]),
    ],
    "graph/communities": [
        (
            {},
            [
                ["Anna Berg", 4, ["Anna Berg", "Deutschland", "Jan Nowak", "Paris"]],
                ["Polizei", 3, ["Landesbank", "Otto Berg", "Polizei"]],
            ],
        ),
    ],
    "offices/changes": [
        ({}, [["2020-02-05", "Otto Berg", "RESIGNED", "Landesbank", "positive", "reported", "sanktionen"]]),
        ({"of": "Landesbank", "since": "2020-03-01"}, []),
    ],
    "places/most-events": [
        ({}, [["Paris", "Place", 2, 2, 2, "2020-01-09", "2020-02-05"]]),
    ],
    "quality/same-actor": [
        ({}, [["berg", "Person", ["person:anna-berg", "person:otto-berg"], ["Anna Berg", "Otto Berg"]]]),
    ],
    "quality/suspicious-merges": [
        (
            {},
            [
                [
                    "organization:landesbank",
                    "Landesbank",
                    ["Organization", "Place"],
                    ["Landesbank", "Sparkasse"],
                ]
            ],
        ),
    ],
    "quality/undated": [
        ({}, [["notiz", "Eine Notiz", "Tageskurier", 1]]),
    ],
}

MAY3, MAY4, MAY6 = (f"2021-05-0{day}" for day in (3, 4, 6))
ARREST = ["Polizei", "ARRESTED", "Otto Berg"]
VISIT = ["Anna Berg", "VISITED", "Paris"]
MEETING = ["Jan Nowak", "MET", "Anna Berg"]
OFFICE = ["Jan Nowak", "HOLDS_OFFICE", "Polen"]
PRINTS = [
    ["blatt", 3, "meldung", "Nachrichtendienst", "dpa", MAY3, "Festnahme in Paris"],
    ["blatt", 3, "blatt", "Beispielblatt", None, MAY4, "Treffen in Paris"],
    ["blatt", 3, "kurier", "Tageskurier", None, MAY4, "Otto Berg festgenommen"],
]

# and about reprints(), where three documents print one report and the fourth confirms a part of it
REPRINTS: dict[str, list[tuple[dict[str, Any], Rows]]] = {
    "actors/mentions": [({"name": "Jan Nowak"}, [["Jan Nowak", "Person", MAY3, MAY6, 4, 2, 4, 7]])],
    "actors/new": [
        (
            {"since": "2021-05-01", "limit": 2},
            [["Anna Berg", "Person", MAY3, 4, 2], ["Jan Nowak", "Person", MAY3, 4, 2]],
        ),
    ],
    "actors/relations": [({"name": "Otto Berg"}, [[*ARREST, 3, 3, 2, MAY3, MAY6]])],
    "actors/together": [({"name": "Jan Nowak", "limit": 1}, [["Anna Berg", "Person", 4, 2, 5]])],
    "claims/came-true": [({}, [[*VISIT, "planned", MAY3, "meldung", MAY6, "eigen"]])],
    "claims/contradicted": [({}, [["Jan Nowak", "RESIGNED", "Landesbank", ["kurier"], ["eigen"]]])],
    "claims/speakers": [({}, [["Anna Berg", "Person", 2, 0, 2, 1]])],
    "documents/copies": [({}, PRINTS), ({"document": "kurier"}, PRINTS), ({"document": "eigen"}, [])],
    "documents/same-facts": [
        (
            {"document": "kurier"},
            [
                ["eigen", "Abendzeitung", MAY6, 2, False],
                ["meldung", "Nachrichtendienst", MAY3, 2, True],
                ["blatt", "Beispielblatt", MAY4, 1, True],
            ],
        ),
    ],
    "facts/by-sources": [({}, [[*ARREST, 2, 3, 3], [*VISIT, 2, 2, 2]])],
    "facts/changed": [
        (
            {"since": MAY4, "until": MAY6, "repeated": True},
            [
                ["new", *VISIT, MAY4, 2, 2],
                ["new", *OFFICE, MAY6, 1, 1],
                ["repeated", *MEETING, MAY4, 2, 1],
                ["repeated", *ARREST, MAY4, 2, 2],
            ],
        ),
    ],
    "facts/conflicts": [({}, [[*ARREST, 3, 3, 2, MAY3, MAY6]])],
    "facts/single-source": [
        (
            {},
            [
                [*OFFICE, "eigen", "Abendzeitung", "Polens Präsident Nowak schwieg.", 1],
                [*MEETING, "meldung", "Nachrichtendienst", "Nowak traf Berg.", 3],
            ],
        ),
    ],
    "offices/holders": [({}, [["Jan Nowak", "Präsident", "Polen", 1, 1, MAY6]])],
    "places/most-events": [({}, [["Paris", "Place", 2, 2, 2, MAY4, MAY6]])],
}
