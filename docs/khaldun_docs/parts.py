"""What makes each generated part of a page."""

from __future__ import annotations

from collections.abc import Mapping

from khaldun_docs import codes, interface, record_keys, results, software
from khaldun_docs.pages import Part

PARTS: Mapping[str, Part] = {
    "acled-rules": codes.acled_rules,
    "acled-sides": codes.acled_sides,
    "acled-types": codes.acled_types,
    "bench": results.bench,
    "cameo": codes.cameo,
    "cameo-defaults": codes.cameo_defaults,
    "codebook-origins": software.codebook_origins,
    "codebooks": software.codebooks,
    "coder-members": interface.coder_members,
    "columns": software.columns,
    "components": software.components,
    "contexts": codes.contexts,
    "demo": results.demo,
    "demo-first-page": results.demo_first_page,
    "demo-second-page": results.demo_second_page,
    "error-tree": interface.error_tree,
    "event-record": results.event_record,
    "event-type-details": codes.event_type_details,
    "event-types": codes.event_types,
    "explained": results.explained,
    "exporters": software.exporters,
    "incident": results.incident,
    "layers": software.layers,
    "options": software.command_options,
    "plug-in-points": software.plug_in_points,
    "public-names": interface.public_names,
    "readers": software.readers,
    "reading-names": interface.reading_names,
    "record-keys": record_keys.record_keys,
    "retired-sectors": codes.retired_sectors,
    "sectors": codes.sectors,
    "speed": results.speed,
    "statuses": codes.auxiliary_modes,
}
