"""Property values keep their type and their instant: on the way to a database, and as JSON."""

from __future__ import annotations

import json
import math
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from neo4j.spatial import CartesianPoint, WGS84Point
from neo4j.time import DateTime, Duration, Time

from graphkit.stores import Store
from graphkit.stores.values import decode, encode, sendable

BERLIN = ZoneInfo("Europe/Berlin")
zoned = st.datetimes(
    datetime(1950, 1, 1), datetime(2100, 1, 1), timezones=st.timezones(), allow_imaginary=False
)


@given(zoned)
def test_a_named_zone_becomes_the_offset_of_the_same_instant(moment: datetime) -> None:
    sent = sendable({"rows": [[moment]]})["rows"][0][0]
    assert (sent - moment.astimezone(UTC)) == timedelta(0)
    assert type(sent.tzinfo) is timezone


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2016, 7, 1, 12, 30, 0, 123456, tzinfo=BERLIN),
        datetime(2016, 10, 30, 2, 30, tzinfo=BERLIN),
        datetime(2016, 10, 30, 2, 30, tzinfo=BERLIN, fold=1),
        datetime(1890, 1, 1, tzinfo=UTC),
    ],
    ids=str,
)
def test_the_database_gets_the_instant_that_was_meant(any_store: Store, moment: datetime) -> None:
    any_store.write("CREATE (:Moment {at: $moment, all: [$moment]})", {"moment": moment})
    [[at, all_]] = any_store.read("MATCH (m:Moment) RETURN m.at, m.all").rows
    for stored in (at, all_[0]):
        native = stored.to_native()
        # the embedded store keeps the instant, in UTC, and not that it had a zone
        instant = native if native.tzinfo else native.replace(tzinfo=UTC)
        assert instant.astimezone(UTC) == moment.astimezone(UTC)


VALUES = [
    None,
    True,
    "text",
    2**63 - 1,
    1.5,
    math.inf,
    [1, 2],
    ["a"],
    b"bytes",
    date(2016, 3, 15),
    DateTime(2016, 3, 15, 1, 2, 3, 123456789),
    DateTime.from_native(datetime(2016, 7, 1, 12, tzinfo=timezone(timedelta(hours=2)))),
    Time(1, 2, 3, 500),
    Duration(months=3, days=2, seconds=5, nanoseconds=7),
    WGS84Point((13.4, 52.5)),
    CartesianPoint((1.0, 2.0, 3.0)),
]


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_a_value_survives_its_json_form(value: object) -> None:
    form = json.loads(json.dumps(encode(value), allow_nan=False))
    assert decode(form) == value
    assert encode(decode(form)) == form


def test_no_number_is_one_too() -> None:
    assert math.isnan(decode(encode(math.nan)))


def test_python_s_own_times_have_the_form_of_the_driver_s() -> None:
    assert encode(datetime(2016, 3, 15, 1, 2, 3, 500000)) == encode(DateTime(2016, 3, 15, 1, 2, 3, 500000000))
    assert encode(time(1, 2)) == encode(Time(1, 2, 0, 0))
    assert encode(timedelta(days=-1, seconds=3)) == encode(Duration(days=-1, seconds=3))
    assert encode(datetime(2016, 7, 1, 12, tzinfo=BERLIN)) == {"datetime": "2016-07-01T12:00:00+02:00"}


@pytest.mark.parametrize("value", [object(), {"a": 1}, [{1}]])
def test_what_is_no_property_value_is_told(value: object) -> None:
    with pytest.raises(ValueError, match="is no property value"):
        encode(value)
    with pytest.raises(ValueError, match="is no property value"):
        decode({"what": 1})
