"""The drawing of a house's front for the templates, as on its page: SVG in one colour."""

from generator.city.views import Facade
from generator.posters.views import Front

_WALL = 0.6  # opacity of the outline


def front_view(facade: Facade | None, ink: str) -> Front | None:
    """Return the drawing; `ink` is a colour of SVG."""
    if facade is None:
        return None
    lines = (
        (5, facade.windows, facade.window_dashes),
        (4, facade.stairs, facade.stair_dashes),
        (8, facade.doors, facade.door_dashes),
    )
    box = f"0 0 {facade.width} {facade.height}"
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" fill="none" stroke="{ink}">'
        f'<path d="{facade.walls}" stroke-opacity="{_WALL}"/><path d="{facade.roof}" fill="{ink}" stroke="none"/>'
        + "".join(
            f'<path d="{path}" stroke-width="{width}" stroke-dasharray="{dashes}"/>'
            for width, path, dashes in lines
            if path
        )
        + "</svg>"
    )
    return Front(svg=svg, width=facade.width, height=facade.height)
