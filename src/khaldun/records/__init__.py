"""What Khaldun produces: frozen, typed records, and their exchange form."""

from khaldun.records.actor import Actor, PartyKind
from khaldun.records.attribution import Account, Attribution, Outlet, SpeechKind, Stance
from khaldun.records.coded_report import SCHEMA_VERSION, CodedReport, Issue, Rejection
from khaldun.records.counts import CountRange
from khaldun.records.encoding import dump_line, event_to_dict, to_dict, to_json
from khaldun.records.event import STATUSES, AcledView, Confidences, Event, Status, Trigger
from khaldun.records.ids import content_id
from khaldun.records.place import Place, PlaceCandidate, PlacePrecision
from khaldun.records.report import Report
from khaldun.records.spans import TextSpan
from khaldun.records.when import Basis, EventDate, Precision

__all__ = [
    "SCHEMA_VERSION",
    "STATUSES",
    "Account",
    "AcledView",
    "Actor",
    "Attribution",
    "Basis",
    "CodedReport",
    "Confidences",
    "CountRange",
    "Event",
    "EventDate",
    "Issue",
    "Outlet",
    "PartyKind",
    "Place",
    "PlaceCandidate",
    "PlacePrecision",
    "Precision",
    "Rejection",
    "Report",
    "SpeechKind",
    "Stance",
    "Status",
    "TextSpan",
    "Trigger",
    "content_id",
    "dump_line",
    "event_to_dict",
    "to_dict",
    "to_json",
]
