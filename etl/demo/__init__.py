"""The demonstration programme: what twelve fictional partners would send over 36 months, written as files."""

from pathlib import Path


def write(out: Path, seed: int = 2026) -> None:
    """Write every file and `manifest.csv` to *out*. The same seed gives the same bytes.

    The stories that the files tell are listed in README.md beside this module.
    """
    from etl.demo.mishaps import MISHAPS, special_rosters
    from etl.demo.office import office_parcels
    from etl.demo.parcel import post
    from etl.demo.partners import usual_rosters
    from etl.demo.programme_registers import programme_parcels
    from etl.demo.references import reference_parcels
    from etl.demo.registers import register_parcels
    from etl.demo.survey_exports import survey_parcels
    from etl.demo.truth import truth

    known = truth(seed)
    parcels = [
        *reference_parcels(),
        *office_parcels(known),
        *register_parcels(known),
        *survey_parcels(known),
        *programme_parcels(known.seed, known.registers),
        *usual_rosters(known, except_for=tuple(MISHAPS)),
        *special_rosters(known),
    ]
    post(parcels, out)
