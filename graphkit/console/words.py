"""Cypher's own words: keywords, and the functions that both stores have."""

from __future__ import annotations

KEYWORDS = tuple(
    """
    ALL AND ANY AS ASC ASCENDING BY CALL CASE CONSTRAINT CONTAINS COUNT CREATE DELETE DESC DESCENDING DETACH
    DISTINCT DROP ELSE END ENDS EXISTS EXPLAIN FALSE FINISH FOR FOREACH IF IN INDEX INSERT IS KEY LIMIT LOAD CSV
    MATCH MERGE NODE NONE NOT NULL OFFSET ON OPTIONAL OR ORDER PROFILE RELATIONSHIP REMOVE REQUIRE RETURN SET
    SHORTEST SHOW SINGLE SKIP STARTS THEN TRANSACTIONS TRUE UNION UNIQUE UNWIND USE USING WHEN WHERE WITH XOR YIELD
    INDEXES CONSTRAINTS FUNCTIONS PROCEDURES TYPED NFC NFD NORMALIZED
    """.split()
)
FUNCTIONS = tuple(
    """
    abs acos all any asin atan atan2 avg ceil char_length coalesce collect cos cot count date datetime degrees
    duration duration.between e elementId endNode exists exp floor head id isEmpty keys labels last left length
    localdatetime localtime log log10 lTrim max min nodes none nullIf percentileCont percentileDisc pi point
    point.distance properties radians rand randomUUID range reduce relationships replace reverse right round
    rTrim shortestPath allShortestPaths sign sin single size split sqrt startNode stDev stDevP substring sum
    tail tan time timestamp toBoolean toBooleanOrNull toFloat toFloatOrNull toInteger toIntegerOrNull toLower
    toString toStringOrNull toUpper trim type
    """.split()
)
