"""What an HSDS 3 service, organization and page may look like, as JSON Schema: the fields that we write, in our words.

A field that stands here under another name, in another form or not at all is a mistake of the export's. What is needed
and what values there are holds for 3.0 and 3.1 alike.
"""

from __future__ import annotations

from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

Schema = dict[str, Any]

TEXT: Schema = {"type": "string", "minLength": 1}
UUID: Schema = {"type": "string", "format": "uuid"}
ADDRESS: Schema = {"type": "string", "pattern": r"^https?://[^\s]+$"}
MAIL: Schema = {"type": "string", "pattern": r"^[^@\s]+@[^@\s]+$"}
DAY: Schema = {"type": "string", "format": "date"}
MOMENT: Schema = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$"}
# Without an offset, a reader takes it for UTC.
CLOCK: Schema = {"type": "string", "pattern": r"^([01]\d|2[0-4]):[0-5]\d(Z|[+-]\d\d:\d\d)$"}
NUMBER: Schema = {"type": "integer", "minimum": 0}


def _object(needed: str, **fields: Schema) -> Schema:
    """Each has an identifier; ``needed`` are the others that may not be missing."""
    properties = {"id": UUID, **fields}
    return {
        "type": "object",
        "properties": properties,
        "required": ["id", *needed.split()],
        "additionalProperties": False,
    }


def _list(of: Schema) -> Schema:
    return {"type": "array", "items": of, "minItems": 1}


def _one_of(*values: str) -> Schema:
    return {"enum": list(values)}


PHONE = _object("number", number=TEXT, type=_one_of("text", "voice", "fax", "cell", "video", "pager", "textphone"))
SCHEDULE = _object(
    "freq byday opens_at closes_at",
    freq=_one_of("WEEKLY", "MONTHLY"),
    byday={"type": "string", "pattern": r"^-?\d?(MO|TU|WE|TH|FR|SA|SU)(,-?\d?(MO|TU|WE|TH|FR|SA|SU))*$"},
    opens_at=CLOCK,
    closes_at=CLOCK,
)
LANGUAGE = _object("code name", code={"type": "string", "pattern": "^[a-z]{2,3}$"}, name=TEXT)
CONTACT = _object("name", name=TEXT, title=TEXT, email=MAIL)
FUNDING = _object("source", source=TEXT)
TERM = _object("name description", name=TEXT, description=TEXT, code=TEXT, term_uri=ADDRESS)
ATTRIBUTE = _object(
    "link_id taxonomy_term_id link_entity",
    link_id=UUID,
    taxonomy_term_id=UUID,
    link_entity=_one_of("service"),
    taxonomy_term=TERM,
)
POSTAL = _object(
    "address_1 city state_province postal_code country address_type",
    address_1=TEXT,
    city=TEXT,
    state_province={"type": "string"},  # a German address has none
    postal_code=TEXT,
    country={"type": "string", "pattern": "^[A-Z]{2}$"},
    address_type=_one_of("physical", "postal", "virtual"),
)
LOCATION = _object(
    "location_type",
    location_type=_one_of("physical", "postal", "virtual"),
    name=TEXT,
    latitude={"type": "number", "minimum": -90, "maximum": 90},
    longitude={"type": "number", "minimum": -180, "maximum": 180},
    addresses=_list(POSTAL),
)
ORGANIZATION = _object(
    "name description",
    name=TEXT,
    alternate_name=TEXT,
    description=TEXT,
    email=MAIL,
    website=ADDRESS,
    uri=ADDRESS,
    phones=_list(PHONE),
    locations=_list(LOCATION),
)
SERVICE = _object(
    "name status",
    name=TEXT,
    alternate_name=TEXT,
    description=TEXT,
    url=ADDRESS,
    email=MAIL,
    status=_one_of("active", "inactive", "defunct", "temporarily closed"),
    application_process=TEXT,
    fees_description=TEXT,
    eligibility_description=TEXT,
    alert=TEXT,
    assured_date=DAY,
    last_modified=MOMENT,
    organization=ORGANIZATION,
    phones=_list(PHONE),
    schedules=_list(SCHEDULE),
    languages=_list(LANGUAGE),
    contacts=_list(CONTACT),
    funding=_list(FUNDING),
    attributes=_list(ATTRIBUTE),
)


def page_of(row: Schema) -> Schema:
    counted = dict.fromkeys(("total_items", "total_pages", "page_number", "size"), NUMBER)
    said = {name: {"type": "boolean"} for name in ("first_page", "last_page", "empty")}
    fields = {**counted, **said, "contents": {"type": "array", "items": row}}
    return {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}


def mistakes(schema: Schema, found: object) -> list[str]:
    """Where ``found`` is not what the schema says, in words; none is what a test wants."""
    Draft202012Validator.check_schema(schema)
    errors = Draft202012Validator(schema, format_checker=FormatChecker()).iter_errors(found)
    return [f"{one.json_path}: {one.message}" for one in errors]
